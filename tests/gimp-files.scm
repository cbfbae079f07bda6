; SPDX-License-Identifier: GPL-3.0-or-later
;
; What the procedure for many files promises, after gimp-cases.scm in the same GIMP:
; what is made and what is not, what is there already, formats, profiles, and
; pictures that the camera was turned for.

(define (in name) (string-append folder "/" name))
(define quick-text "schedule=32:2,64:2 content-layers=conv2_1 style-layers=conv1_1 style-weights=1 ")
(define same-text "schedule=32:1,64:1 beta=0 tv=0 content-layers=conv1_1 style-layers=conv1_1 style-weights=1 ")
(define (paint-many pictures styles out text)
  (paint-files RUN-NONINTERACTIVE (in pictures) styles (in out) text))
(define (counts result) (list (car result) (cadr result) (caddr result)))
(define (image-size image)
  (let ((layer (image-active image))) (list (layer-width layer) (layer-height layer))))

(try "many files: each is painted in each style, and a damaged one is told of"
  (lambda ()
    (let ((result (paint-many "folder" (string-append (in "the style.png") ",summertime")
                              "many" (string-append quick-text "names={name}_{style}_{seed}"))))
      (expect= "how many" (counts result) '(4 0 2))
      (expect "why" (cadddr result) "bad.png: GIMP can't open it" contains?)
      (expect= "a painting's size" (image-size (image-load (in "many/two_the style_0.png")))
               '(48 64)))))

(try "many files: what was cut off goes on"
  (lambda ()
    (file-delete (in "many/one_summertime_0.png"))
    (let ((result (paint-many "folder" (string-append (in "the style.png") ",summertime")
                              "many" (string-append quick-text "names={name}_{style}_{seed}"))))
      (expect= "how many" (counts result) '(1 3 2)))))

(try "many files: several styles can be mixed, with the photo below where the format has layers"
  (lambda ()
    (let ((result (paint-many "folder/one.png" "summertime,poppies" "mixed"
                              (string-append quick-text "combine=mixed format=xcf"))))
      (expect= "how many" (counts result) '(1 0 0))
      (let ((image (image-load (in "mixed/one-summertime+poppies.xcf"))))
        (expect= "the number of layers" (length (image-layers image)) 2)
        (expect= "the painting's name" (layer-name (car (image-layers image)))
                 "Neural Art: summertime, poppies")))))

(try "many files: a photo keeps its profile, and has no transparency after"
  (lambda ()
    (paint-many "adobe.png" (in "the style.png") "adobe" (string-append same-text "names={name}"))
    (let ((painting (image-active (image-load (in "adobe/adobe.png")))))
      (expect= "the type" (layer-type painting) 0)
      (expect "red, of green within sRGB in the photo's profile" (list (mean-red painting)) '(122) near?)
      (expect "grey" (pixel painting 45 20) '(100 100 100) near?))))

(try "many files: a photo that the camera was turned for is painted upright"
  (lambda ()
    (paint-many "turned.png" (in "the style.png") "turned" (string-append same-text "format=jpg"))
    (let* ((painting (image-load (in "turned/turned-the style.jpg")))
           (right (pixel (image-active painting) 40 30)))
      (expect= "the size" (image-size painting) '(48 64))
      (expect "red at the right" (car right) 150 >))))

(define (try-many-error name words text)
  (try-error name words (picture RGB 150)
    (lambda () (paint-many "folder" "summertime" "none" text))))

(try-many-error "many files: a format that GIMP can't save" "can't be saved" "format=nonsense")
(try-many-error "many files: names that say nothing of the style" "{nmae}" "names={nmae}")
(try-many-error "many files: a setting out of range" "\"strength\"" "strength=101")
(try-error "many files: a dialog without a display" "display" (picture RGB 150)
  (lambda () (paint-files RUN-INTERACTIVE (in "folder") "summertime" (in "none") "")))
