/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of help, part by part.  Data alone. */

#include "plugin/help/help-text.h"

#include <stddef.h>

#include <glib/gi18n.h>

/* Laid out by hand. */
/* clang-format off */

#define TITLE(text)         { NST_HELP_TITLE, NULL, N_(text) }
#define HEADING(name, text) { NST_HELP_HEADING, name, N_(text) }
#define PARAGRAPH(text)     { NST_HELP_PARAGRAPH, NULL, N_(text) }
#define STEP(text)          { NST_HELP_STEP, NULL, N_(text) }
#define QUESTION(text)      { NST_HELP_QUESTION, NULL, N_(text) }
#define ANSWER(text)        { NST_HELP_ANSWER, NULL, N_(text) }
#define PICTURE(file, text) { NST_HELP_PICTURE, file, N_(text) }
#define SETTINGS(group)     { NST_HELP_##group, NULL, NULL }

const NstHelpPart nst_help_parts[] =
{
  TITLE ("Neural Art"),

  PARAGRAPH ("Neural Art paints a layer of your picture in the style of another picture, on a "
             "new layer above it. All is done on your own machine: no picture leaves it."),

  HEADING ("first", "A first painting in two minutes"),
  PICTURE ("chelsea.jpg", "The photo to begin with"),
  STEP ("Click on this photo with the right mouse button, save it on your desktop, and open it "
        "in GIMP by <i>File &gt; Open...</i>"),
  STEP ("Choose <i>Filters &gt; Artistic &gt; {_Neural Art...}</i> from the menus of the "
        "picture's window."),
  STEP ("Write <code>village</code> into {_Find:}, above the small pictures, and click on the "
        "picture that is left, van Gogh's village street: its style is taken."),
  STEP ("Look at the large picture: the photo becomes a painting, finer the longer you wait. "
        "Press the mouse button on it to see the photo, and let go to see the painting."),
  STEP ("Move {strength} to 70: the painting goes further away from the photo. Move it to where "
        "you like it best."),
  STEP ("Choose {Draft} for {quality}, and press {_OK}."),
  STEP ("Watch the painting come on a layer of its own, from coarse to fine. It takes less than "
        "a minute on most machines."),
  STEP ("The painting is the topmost layer. In the Layers dialog click on the eye beside it to "
        "see the photo, and once more to see the painting again."),
  STEP ("<i>File &gt; Export As...</i> saves what you see as a picture, <i>File &gt; Save</i> "
        "all layers, from which Neural Art can paint again later."),
  PICTURE ("painted.jpg", "The same photo as it is painted in the quality Good"),

  HEADING ("dialog", "The dialog"),
  PICTURE ("dialog.jpg", "The dialog, in which a style of the shelf is chosen"),
  PARAGRAPH ("The style is what you click on among the small pictures: a painting from the "
             "shelf, a picture file of your own, or a layer of any open image. Words of a "
             "painter or a title in {_Find:} leave those that fit. A click with the key Ctrl "
             "held takes one more file, or leaves it again: several styles are mixed."),
  PARAGRAPH ("<b>{_Add a Picture...}</b> brings a picture file of your own, and so does dragging "
             "it from a file manager onto the small pictures. With {_Keep a copy on the shelf} "
             "it is there the next time too, before the others: it lies in the folder "
             "<code>.local/share/neural-art/styles</code> of your home then."),
  PARAGRAPH ("<b>{preset}</b> is the way of painting, in oil or with a pencil, say. The small "
             "picture of each was painted by it, and the line below its name says what it is for."),
  PARAGRAPH ("<b>{strength}</b> is the setting to change first: less keeps more of the photo, "
             "more brings larger forms of the style. <b>{quality}</b> and <b>{size}</b> make it "
             "quick: a painting at half the size takes a quarter of the time, and is enlarged "
             "with your picture's own fine detail. The line below the settings says how long it "
             "will take, and how much memory."),
  PARAGRAPH ("<b>{App_ly}</b> paints as {_OK} does, and the dialog stays: change something and "
             "paint once more, on one more layer, until it is right. The layers are named after "
             "the style, and after strength and seed where you changed these."),
  PARAGRAPH ("<b>{_Reset}</b> puts all settings, and the style, back to what they are in a first "
             "dialog; in GIMP 3 also to what they were when this one came."),
  PARAGRAPH ("Point at a setting to read what it does; all of them are told of <a "
             "href=\"#settings\">below</a>. What is automatic follows {preset}."),

  HEADING ("preview", "The preview"),
  PARAGRAPH ("<b>{Pre_view}</b> paints the picture small while you choose: coarsely within a "
             "moment, and finer the longer you look. It goes on from where it is when you change "
             "{strength}, {style-scale} or {colours}; another style begins anew. Where something "
             "is selected, it shows that."),
  PARAGRAPH ("Press the mouse button on it to see the photo, and let go to see the painting. "
             "Turn the wheel to look closer at what is under the pointer, and drag the picture "
             "to look elsewhere. With the keyboard, Ctrl and + looks closer, Ctrl and - less so, "
             "and Ctrl and 0 shows all of it."),
  PARAGRAPH ("{Split view} shows both, on either side of a line that you can drag. {Show on the "
             "canvas} lays the preview over your picture too, as long as the dialog is there."),
  PARAGRAPH ("Strokes are as large there, measured by the whole picture, as in the painting. "
             "Switched off, the preview costs nothing."),

  HEADING ("proof", "The proof sheet"),
  PICTURE ("proof.jpg", "Nine small paintings to choose from"),
  PARAGRAPH ("<b>{Proof shee_t...}</b> paints small pictures side by side, one after the other. "
             "{_Vary:} says in what they differ: {Strength and strokes}, {Strength and colours}, "
             "{Presets}, your own among them, or {Styles of the shelf}. {_More} shows the next "
             "nine. Click on a picture to have its settings in the dialog, also while others are "
             "still being painted; {_Close} leaves all as it was."),

  HEADING ("presets", "Presets of your own"),
  PARAGRAPH ("The button <b>{Presets...}</b> has a menu. {_Save Preset...} keeps all settings "
             "under a name of yours, which is in the list from then on; the style is not among "
             "them. {_Delete Preset...} takes the chosen one away. {_Export Settings...} writes "
             "them to a file for others, with the name of the style; {_Import Preset...} makes a "
             "preset of such a file."),

  HEADING ("running", "While it paints"),
  PICTURE ("running.jpg", "The window of a run, and the layer that develops"),
  PARAGRAPH ("The layer shows the painting as far as it has come. {_Keep this} ends the run "
             "with what is there; {_Throw away} takes it away. You can go on working meanwhile, on "
             "other layers and pictures. A painting is one step to undo (Ctrl+Z)."),
  PARAGRAPH ("With a selection only that part is painted, and its soft edge becomes the new "
             "layer's mask. Your layer stays the chosen one, so that <i>Filters &gt; Repeat</i> "
             "(Ctrl+F) paints it once more, or another selection of it."),

  HEADING ("more", "Several styles, colours, and what is kept"),
  PARAGRAPH ("Several styles. Click on another picture, or after a layer on another layer, "
             "with <i>Ctrl</i> held down. Each style then has a row below the pictures: the slider "
             "says how much there is of it, and the list where it is: everywhere, in the "
             "selection, or where a channel, a layer's mask or a layer is white."),
  PARAGRAPH ("<b>{colours}.</b> A painting has the colours of its style. {The photo's} keeps the "
             "colour of each place, and paints in light and dark alone; {Matched} makes the "
             "style's colours on the whole as the photo's are."),
  PARAGRAPH ("<b>{keep}.</b> Select a face, say, <i>Select &gt; Save to Channel</i>, name the "
             "channel <code>face</code> in the Channels dialog, and write <code>face</code> into "
             "{keep}: the face stays as it is, and the rest is painted."),
  PARAGRAPH ("<b>{style-scale}</b> above 1 makes the strokes larger, below 1 finer."),

  HEADING ("many", "Many pictures"),
  PICTURE ("many.jpg", "The dialog for many files"),
  PARAGRAPH ("<i>Filters &gt; Artistic &gt; {Neural Art: _Many Files...}</i> paints whole "
             "folders. Choose the pictures by {Fol_der...} or {F_iles...}, one style or several, "
             "and where to save: each picture is painted in each style, or once in all of them "
             "with {Mi_x the styles in each painting}."),
  PARAGRAPH ("A window says how many are done and how long the others will take. A picture that "
             "can't be painted does not end it: the last window says which, and why. What was "
             "cut off goes on when you start it again: paintings that are there already are left "
             "as they are."),

  HEADING ("again", "Paint again, and go on"),
  PARAGRAPH ("What made a painting is kept on its layer, in XCF files too. <i>Filters &gt; "
             "Artistic &gt; {Neural Art: Paint Again...}</i> makes another from the same photo "
             "with the same settings, after you have retouched the photo, say. <i>{Neural Art: Go "
             "On...}</i> takes the painting further from where it is, for as many steps as you "
             "like. Both take the painting that is chosen in the Layers dialog or, where the photo "
             "is, the newest one on it. {Change _Settings...} opens the dialog with the painting's "
             "own settings."),

  HEADING ("trouble", "When something does not work"),
  QUESTION ("Neural Art is not in the menu."),
  ANSWER ("Start GIMP anew after the installation. A GIMP from Flatpak or Snap can't load it: "
          "install your system's own GIMP beside it, and run <code>install.sh</code> again."),
  QUESTION ("The button {_OK} is grey."),
  ANSWER ("The line below the settings says what is missing: mostly a style."),
  QUESTION ("It takes too long."),
  ANSWER ("Choose {Draft} for {quality}, or 600 for {size}; other programs that compute slow it "
          "down too."),
  QUESTION ("The preview slows other work down."),
  ANSWER ("Take away the tick at {Pre_view}: the next dialog has none either."),
  QUESTION ("There is not enough memory."),
  ANSWER ("Close other programs, or choose a smaller {size}. {memory} limits what is used; less "
          "of it takes more time."),
  QUESTION ("The painting looks much like the photo, or not like it at all."),
  ANSWER ("More or less {strength}: steps of 10 are well seen. A style with clear, large strokes "
          "gives more than one with fine detail."),
  QUESTION ("Faces and writing are lost."),
  ANSWER ("{keep} leaves them as they are; less {strength}, or a larger {size}, paints them more "
          "finely."),
  QUESTION ("It is the wrong layer that was painted."),
  ANSWER ("The layer that is chosen in the Layers dialog is painted. Undo, click on the right "
          "one, and choose the filter again."),
  QUESTION ("A picture in few colours (indexed) is refused."),
  ANSWER ("Choose <i>Image &gt; Mode &gt; RGB</i> first."),
  QUESTION ("A sentence tells of another problem."),
  ANSWER ("It also says what to do. Where that does not help, the README that came with Neural "
          "Art tells more."),

  HEADING ("settings", "The settings"),
  PARAGRAPH ("Behind each label is the name that scripts and the command line have for it, and "
             "what it is at first."),
  SETTINGS (BASIC),

  HEADING ("advanced", "Advanced settings"),
  SETTINGS (ADVANCED),

  HEADING ("scripts", "Scripts and the command line"),
  PARAGRAPH ("GIMP's procedure browser (<i>Help &gt; Procedure Browser</i>) has "
             "<code>plug-in-neural-art</code> with all its arguments. Without GIMP the command "
             "<code>neural-art photo.jpg great-wave -o painted.png</code> does the same; "
             "<code>neural-art --help</code> tells the rest."),

  { NST_HELP_END, NULL, NULL }
};
/* clang-format on */
