; SPDX-License-Identifier: GPL-3.0-or-later
;
; Neural Art over a folder, in GIMP 3:
;
;   gimp-console-3.0 -i --batch-interpreter=plug-in-script-fu-eval \
;     -b '(begin (load "batch-3.scm")
;                (neural-art-folder "photos/*.jpg" "paintings" "style.jpg"))' \
;     --quit
;
; Each picture is painted and saved under its own name in the other folder.  A
; file that can't be painted is named, and the rest goes on.  Settings are named
; arguments of plug-in-neural-art: #:quality "best" #:strength 60, for example.

(script-fu-use-v3)

(define (neural-art-file file folder style-file)
  (let* ((image (gimp-file-load RUN-NONINTERACTIVE file))
         (layer (gimp-image-flatten image))
         (name (car (reverse (strbreakup file "/"))))
         (out (string-append folder "/" name)))
    (plug-in-neural-art #:run-mode RUN-NONINTERACTIVE
                        #:image image
                        #:drawables (vector layer)
                        #:style-file style-file
                        #:quality "good" )
    (gimp-image-flatten image)
    (gimp-file-save RUN-NONINTERACTIVE image out)
    (gimp-image-delete image)
    (gimp-message (string-append "painted " out))))

(define (neural-art-folder pattern folder style-file)
  (let loop ((files (file-glob #:pattern pattern )))
    (if (pair? files)
        (begin
          (catch (gimp-message (string-append "could not paint " (car files)))
                 (neural-art-file (car files) folder style-file))
          (loop (cdr files))))))
