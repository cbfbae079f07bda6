; SPDX-License-Identifier: GPL-3.0-or-later
; Paints every picture of a folder, from the command line of GIMP 3.

(script-fu-use-v3)

(define (paint-folder pattern style-file folder size)
  (let* ((open     (lambda (file) (gimp-file-load RUN-NONINTERACTIVE file)))
         (drawable (lambda (image) (vector-ref (gimp-image-get-layers image) 0)))
         (style    (open style-file)))
    (for-each
      (lambda (file)
        (let* ((base  (car (reverse (strbreakup file "/"))))
               (out   (string-append folder "/" (car (strbreakup base ".")) ".png"))
               (image #f))
          (catch (gimp-message (string-append "not painted: " file))
            (set! image (open file))
            (plug-in-neural-art #:run-mode RUN-NONINTERACTIVE #:image image
                                #:drawables (vector (drawable image))
                                #:style (drawable style) #:size size)
            (gimp-image-flatten image)
            (gimp-file-save RUN-NONINTERACTIVE image out)
            (gimp-message (string-append "painted: " out)))
          (if image (gimp-image-delete image))))
      (file-glob #:pattern pattern))
    (gimp-image-delete style)))
