; SPDX-License-Identifier: GPL-3.0-or-later
;
; What the cases in gimp-cases.scm need, in the words of GIMP 2.10.  gimp-3.scm
; has the same in GIMP 3's.

(define gimp-3? #f)
(define none -1)

(define (image-new w h type precision)
  (let ((image (car (gimp-image-new-with-precision w h type precision))))
    (gimp-image-undo-disable image)
    image))
(define (image-load file) (car (gimp-file-load RUN-NONINTERACTIVE file file)))
(define image-load-named image-load)
(define (image-delete image) (gimp-image-delete image))
(define (image-type image) (car (gimp-image-base-type image)))
(define (image-precision image) (car (gimp-image-get-precision image)))
(define (image-layers image) (vector->list (cadr (gimp-image-get-layers image))))
(define (image-active image) (car (gimp-image-get-active-layer image)))
(define (image-select image layers) (gimp-image-set-active-layer image (car layers)))
(define (image-drawable image) (car (gimp-image-get-active-drawable image)))
(define (image-channel image)
  (let ((channel (car (gimp-channel-new image 8 8 "channel" 50 '(0 0 0)))))
    (gimp-image-insert-channel image channel 0 0)
    channel))
(define (image-index image) (gimp-image-convert-indexed image 0 0 16 FALSE FALSE ""))

; type: 0 RGB, 1 RGBA, 2 grey, 3 grey with alpha
(define (layer-new image w h type name)
  (car (gimp-layer-new image w h type name 100 LAYER-MODE-NORMAL)))
(define (layer-insert image layer parent position)
  (gimp-image-insert-layer image layer (if (= parent none) 0 parent) position))
(define (group-new image) (car (gimp-layer-group-new image)))
(define (text-new image text)
  (car (gimp-text-fontname image -1 4 6 text 0 TRUE 20 PIXELS "Sans")))
(define (layer-name layer) (car (gimp-item-get-name layer)))
(define (layer-parent layer) (car (gimp-item-get-parent layer)))
(define (layer-position image layer) (car (gimp-image-get-item-position image layer)))
(define (layer-offsets layer) (gimp-drawable-offsets layer))
(define (layer-move layer x y) (gimp-layer-set-offsets layer x y))
(define (layer-width layer) (car (gimp-drawable-width layer)))
(define (layer-height layer) (car (gimp-drawable-height layer)))
(define (layer-type layer) (car (gimp-drawable-type layer)))
(define (layer-mask layer) (car (gimp-layer-get-mask layer)))
(define (layer-add-mask layer type)
  (let ((mask (car (gimp-layer-create-mask layer type))))
    (gimp-layer-add-mask layer mask)
    mask))
(define (layer-mode layer) (car (gimp-layer-get-mode layer)))
(define (layer-opacity layer) (car (gimp-layer-get-opacity layer)))
(define (layer-shown? layer) (= (car (gimp-item-get-visible layer)) TRUE))
(define (layer-hide layer) (gimp-item-set-visible layer FALSE))
(define (layer-parasite layer name)
  (caddr (car (gimp-item-get-parasite layer name))))

; A pixel is a list of numbers from 0 to 255; here it comes as the bytes that
; the image's precision has.
(define (pixel drawable x y)
  (let* ((answer (gimp-drawable-get-pixel drawable x y))
         (bytes (vector->list (cadr answer)))
         (precision (image-precision (car (gimp-item-get-image drawable)))))
    (decode bytes (cond ((< precision 200) 1) ((< precision 300) 2)
                        ((< precision 500) 4) ((< precision 600) 2) (#t 4))
            (>= precision 500))))

(define (decode bytes size real?)
  (if (null? bytes)
      '()
      (cons (decode-one (reverse (head bytes size)) real?)
            (decode (tail bytes size) size real?))))

(define (head l n) (if (= n 0) '() (cons (car l) (head (cdr l) (- n 1)))))
(define (tail l n) (if (= n 0) l (tail (cdr l) (- n 1))))

; Of the highest byte first.
(define (decode-one bytes real?)
  (let ((first (car bytes))
        (second (if (null? (cdr bytes)) 0 (cadr bytes))))
    (cond ((not real?) (+ first (/ second 256)))
          ((= (length bytes) 2)
           (let ((exponent (quotient first 4))
                 (fraction (+ (* 256 (remainder first 4)) second)))
             (* 255 (if (= exponent 0)
                        (* (/ fraction 1024) (expt 2 -14))
                        (* (+ 1 (/ fraction 1024)) (expt 2 (- exponent 15)))))))
          ((and (= first 0) (= second 0)) 0)
          (#t
           (let ((exponent (+ (* 2 first) (quotient second 128)))
                 (fraction (+ (remainder second 128) (/ (caddr bytes) 256))))
             (* 255 (+ 1 (/ fraction 128)) (expt 2 (- exponent 127))))))))

(define (selection image) (car (gimp-image-get-selection image)))
(define (mean-red layer) (car (gimp-drawable-histogram layer HISTOGRAM-RED 0 1)))
(define (selection-bounds image) (cdr (gimp-selection-bounds image)))

; settings: a list of names and values in turn, ("size" 32 "style-file" "a b")
(define (settings->text settings)
  (if (null? settings)
      ""
      (let ((value (cadr settings)))
        (string-append (car settings) "='"
                       (if (number? value) (number->string value) value)
                       "' " (settings->text (cddr settings))))))
(define (paint-mode mode image drawables style . settings)
  (car (plug-in-neural-art mode image (car drawables) style
                           (settings->text settings))))
(define (paint image drawable style . settings)
  (apply paint-mode RUN-NONINTERACTIVE image (list drawable) style settings))
(define (paint-text image drawable style text)
  (car (plug-in-neural-art RUN-NONINTERACTIVE image drawable style text)))
(define (image-list) (vector->list (cadr (gimp-image-list))))
(define (display-new image) (car (gimp-display-new image)))

; As the last run's settings.
(define (last-values! . settings)
  (gimp-attach-parasite (list "neural-art-last" 0 (settings->text settings))))
