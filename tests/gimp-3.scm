; SPDX-License-Identifier: GPL-3.0-or-later
;
; What the cases in gimp-cases.scm need, in the words of GIMP 3.

(script-fu-use-v3)

(define gimp-3? #t)
(define none -1)

(define (image-new w h type precision)
  (let ((image (gimp-image-new-with-precision w h type precision)))
    (gimp-image-undo-disable image)
    image))
(define (image-load file) (gimp-file-load RUN-NONINTERACTIVE file))

; A picture that a script loads does not know its file, one that a user opens
; does.
(define (image-load-named file)
  (let ((image (image-load file)))
    (gimp-image-set-file image (string-append (substring file 0 (- (string-length file) 4)) ".xcf"))
    image))
(define (image-delete image) (gimp-image-delete image))
(define (image-type image) (gimp-image-get-base-type image))
(define (image-precision image) (gimp-image-get-precision image))
(define (image-layers image) (vector->list (gimp-image-get-layers image)))
(define (image-active image) (vector-ref (gimp-image-get-selected-layers image) 0))
(define (image-select image layers)
  (gimp-image-set-selected-layers image (list->vector layers)))
(define (image-drawable image) (vector-ref (gimp-image-get-selected-drawables image) 0))
(define (image-channel image)
  (let ((channel (gimp-channel-new image "channel" 8 8 50 '(0 0 0))))
    (gimp-image-insert-channel image channel 0 0)
    channel))
(define (selection-saved image) (gimp-selection-save image))
(define (image-index image)
  (gimp-image-convert-indexed image CONVERT-DITHER-NONE CONVERT-PALETTE-GENERATE
                              16 #f #f ""))

(define (layer-new image w h type name)
  (gimp-layer-new image name w h type 100 LAYER-MODE-NORMAL))
(define (layer-insert image layer parent position)
  (gimp-image-insert-layer image layer parent position))
(define (group-children group) (vector->list (gimp-item-get-children group)))
(define (group-new image) (gimp-group-layer-new image "group"))
(define (text-new image text)
  (let ((layer (gimp-text-layer-new image text (gimp-context-get-font) 20 UNIT-PIXEL)))
    (gimp-image-insert-layer image layer none 0)
    (gimp-layer-set-offsets layer 4 6)
    layer))
(define (layer-name layer) (gimp-item-get-name layer))
(define (layer-parent layer) (gimp-item-get-parent layer))
(define (layer-position image layer) (gimp-image-get-item-position image layer))
(define (layer-offsets layer) (gimp-drawable-get-offsets layer))
(define (layer-move layer x y) (gimp-layer-set-offsets layer x y))
(define (layer-width layer) (gimp-drawable-get-width layer))
(define (layer-height layer) (gimp-drawable-get-height layer))
(define (layer-type layer) (gimp-drawable-type layer))
(define (layer-mask layer) (gimp-layer-get-mask layer))
(define (layer-add-mask layer type)
  (let ((mask (gimp-layer-create-mask layer type)))
    (gimp-layer-add-mask layer mask)
    mask))
(define (layer-filter layer operation . values)
  (apply gimp-drawable-append-new-filter layer operation "" LAYER-MODE-REPLACE 1.0 values))
(define (layer-hide-filters layer)
  (for-each (lambda (filter) (gimp-drawable-filter-set-visible filter #f))
            (vector->list (gimp-drawable-get-filters layer))))
(define (layer-remove-mask layer) (gimp-layer-remove-mask layer MASK-DISCARD))
(define (layer-group? layer) (gimp-item-is-group layer))
(define (layer-mode layer) (gimp-layer-get-mode layer))
(define (layer-opacity layer) (gimp-layer-get-opacity layer))
(define (layer-shown? layer) (gimp-item-get-visible layer))
(define (layer-hide layer) (gimp-item-set-visible layer #f))
(define (layer-parasite layer name) (caddr (gimp-item-get-parasite layer name)))

; A list of numbers from 0 to 255, in sRGB.
(define (pixel drawable x y) (gimp-drawable-get-pixel drawable x y))
(define (selection image) (gimp-image-get-selection image))
(define (mean-red layer) (car (gimp-drawable-histogram layer HISTOGRAM-RED 0 1)))
(define (selection-bounds image) (cdr (gimp-selection-bounds image)))

(define (settings->arguments settings)
  (if (null? settings)
      '()
      (cons (read (open-input-string (string-append "#:" (car settings) " ")))
            (cons (cadr settings) (settings->arguments (cddr settings))))))
(define (list->value items) (list->vector items))
(define (paint-mode mode image drawables style . settings)
  (eval (append (list 'plug-in-neural-art '#:run-mode mode '#:image image
                      '#:drawables (list->vector drawables))
                (if (= style none) '() (list '#:style style))
                (settings->arguments settings))))
(define (paint image drawable style . settings)
  (apply paint-mode RUN-NONINTERACTIVE image (list drawable) style settings))
(define (paint-again image layer text)
  (plug-in-neural-art-again #:run-mode RUN-NONINTERACTIVE #:image image
                            #:drawables (vector layer) #:settings text))
(define (paint-on image layer text)
  (plug-in-neural-art-go-on #:run-mode RUN-NONINTERACTIVE #:image image
                            #:drawables (vector layer) #:settings text))
; How many were painted, were there already and failed, and why: a list.
(define (paint-files mode pictures styles folder text)
  (plug-in-neural-art-files #:run-mode mode #:pictures pictures #:styles styles #:folder folder
                            #:settings text ))
(define (image-save image file) (gimp-file-save RUN-NONINTERACTIVE image file))
(define (image-list) (vector->list (gimp-get-images)))
(define (display-new image) (gimp-display-new image))

; As the last run's settings.
(define (last-values! . settings)
  (gimp-attach-parasite (list "neural-art-last" 0 (settings->config settings))))
(define (settings->config settings)
  (if (null? settings)
      ""
      (string-append "(" (car settings) " \"" (cadr settings) "\")\n"
                     (settings->config (cddr settings)))))
