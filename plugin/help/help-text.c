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

  PARAGRAPH ("Neural Art paints a layer of your picture in the style of another picture, on a new "
             "layer above it. All is done on your own machine: no picture leaves it."),

  HEADING ("first", "A first painting in two minutes"),
  PICTURE ("chelsea.jpg", "The photo to begin with"),
  STEP ("Click on this photo with the right mouse button, save it on your desktop, and open it in "
        "GIMP by <i>File &gt; Open...</i>"),
  STEP ("Choose <i>Filters &gt; Artistic &gt; Neural Art...</i> from the menus of the picture's "
        "window."),
  STEP ("Among the small pictures click on van Gogh's village street, the one with red roofs: its "
        "style is taken. Where you do not see it, scroll them."),
  STEP ("Choose {Draft} for {quality}, and press {_OK}."),
  STEP ("Watch the painting come, from coarse to fine. It takes less than a minute on most "
        "machines."),
  STEP ("The painting is the topmost layer. In the Layers dialog click on the eye beside it to "
        "see the photo, and once more to see the painting again."),
  STEP ("Choose <i>Filters &gt; Artistic &gt; Neural Art...</i> again, set {strength} to 70, and "
        "press {_OK}: this painting, on one more layer, goes further away from the photo."),
  STEP ("<i>File &gt; Export As...</i> saves what you see as a picture, <i>File &gt; Save</i> all "
        "layers, from which Neural Art can paint again later."),
  PICTURE ("painted.jpg", "The same photo as it is painted in the quality Good"),

  HEADING ("dialog", "The dialog"),
  PICTURE ("dialog.jpg", "The dialog, in which a style of the shelf is chosen"),
  PARAGRAPH ("<b>The style</b> is a painting from the shelf, a picture file of your own, or a "
             "layer of any open image; the one that you chose last counts. Pictures that you put "
             "into the folder <code>.local/share/neural-art/styles</code> of your home are on the "
             "shelf, before the others."),
  PARAGRAPH ("<b>{strength}</b> is the setting to change first: less keeps more of the photo, "
             "more brings larger forms of the style. <b>{quality}</b> and <b>{size}</b> make it "
             "quick: a painting at half the size takes a quarter of the time, and is enlarged "
             "with your picture's own fine detail. The line below the settings says how long it "
             "will take, and how much memory."),
  PARAGRAPH ("<b>{Preview}</b> paints the picture small while you choose, finer the longer you "
             "look. Press the mouse button on it to see the photo, and turn the wheel to look "
             "closer. {Split view} shows both, on either side of a line that you can drag; {Show "
             "on the canvas} lays the preview over your picture, as long as the dialog is there."),
  PARAGRAPH ("Point at a setting to read what it does; all of them are told of <a "
             "href=\"#settings\">below</a>. What is automatic follows {preset}."),

  HEADING ("running", "While it paints"),
  PICTURE ("running.jpg", "The window of a run, and the layer that develops"),
  PARAGRAPH ("The layer shows the painting as far as it has come. {_Keep this} ends the run "
             "with what is there; {_Throw away} takes it away. You can go on working meanwhile, on "
             "other layers and pictures. A painting is one step to undo (Ctrl+Z)."),
  PARAGRAPH ("With a selection only that part is painted, and its soft edge becomes the new "
             "layer's mask. Your layer stays the chosen one, so that <i>Filters &gt; Repeat</i> "
             "(Ctrl+F) paints it once more, or another selection of it."),

  HEADING ("more", "Several styles, colours, and what is kept"),
  PARAGRAPH ("<b>Several styles.</b> Click on another picture, or after a layer on another layer, "
             "with <i>Ctrl</i> held down. Each style then has a row below the pictures: the slider "
             "says how much there is of it, and the list where it is: everywhere, in the "
             "selection, or where a channel, a layer's mask or a layer is white."),
  PARAGRAPH ("<b>{colours}.</b> A painting has the colours of its style. {The photo's} keeps the "
             "colour of each place, and paints in light and dark alone; {Matched} makes the "
             "style's colours on the whole as the photo's are."),
  PARAGRAPH ("<b>{keep}.</b> Select a face, say, <i>Select &gt; Save to Channel</i>, name the "
             "channel <code>face</code> in the Channels dialog, and write <code>face</code> into "
             "{keep}: the face stays as it is, and the rest is painted."),
  PARAGRAPH ("<b>Large strokes, small strokes.</b> {style-scale} above 1 makes them larger, below "
             "1 smaller."),

  HEADING ("again", "Paint again, and go on"),
  PARAGRAPH ("What made a painting is kept on its layer, in XCF files too. <i>Filters &gt; "
             "Artistic &gt; {Neural Art: Paint Again...}</i> makes another from the same photo with "
             "the same settings, after you have retouched the photo, say. <i>{Neural Art: Go "
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
