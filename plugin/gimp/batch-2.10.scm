; SPDX-License-Identifier: GPL-3.0-or-later
;
; Neural Art over a folder, in GIMP 2.10:
;
;   gimp-console-2.10 -i \
;     -b '(begin (load "batch-2.10.scm")
;                (neural-art-folder "photos/*.jpg" "paintings" "style.jpg"))' \
;     -b '(gimp-quit 0)'
;
; Each picture is painted and saved under its own name in the other folder.  A
; file that can't be painted is named, and the rest goes on.  Settings are the
; last argument of plug-in-neural-art: "quality=best strength=60", for example.

(define (neural-art-file file folder style-file)
  (let* ((image (car (gimp-file-load RUN-NONINTERACTIVE file file)))
         (layer (car (gimp-image-flatten image)))
         (name (car (reverse (strbreakup file "/"))))
         (out (string-append folder "/" name)))
    (plug-in-neural-art RUN-NONINTERACTIVE image layer -1
                        (string-append "style-file='" style-file "'"
                                       " quality=good"))
    (gimp-file-save RUN-NONINTERACTIVE image
                    (car (gimp-image-flatten image)) out out)
    (gimp-image-delete image)
    (gimp-message (string-append "painted " out))))

(define (neural-art-folder pattern folder style-file)
  (let loop ((files (cadr (file-glob pattern 1))))
    (if (pair? files)
        (begin
          (catch (gimp-message (string-append "could not paint " (car files)))
                 (neural-art-file (car files) folder style-file))
          (loop (cdr files))))))
