# SPDX-License-Identifier: GPL-3.0-or-later
#
#   make            engine, command line, and a plug-in for each GIMP whose headers are here
#   make check      the tests (SAN=1: under ASan and UBSan)
#   make fuzz       clang's libFuzzer tries what reads bytes from outside (FUZZ_SECONDS=20)
#   make install    into prefix (DESTDIR honoured); make uninstall takes it away
#   make update-po  brings the texts to translate into plugin/po
#   make preset-pictures  paints the presets' small pictures anew (samples/presets)
#   make screenshots  makes the pictures of GIMP's windows in README and help
#   make format     lays out the C files by .clang-format; make tidy: clang-tidy's findings
#                   (TIDY_MODE=shallow: in a third of the time, without following calls)
#   make compile_commands.json   how each file is compiled, for clangd and others
#
# Overridable: CC CFLAGS LDFLAGS HARDENING prefix DESTDIR BUILD PKG_CONFIG

MAKEFLAGS += --no-builtin-rules

VERSION     = 0.1

CC         ?= cc
PKG_CONFIG ?= pkg-config
INSTALL    ?= install
MSGFMT     ?= msgfmt
PYTHON     ?= python3
prefix     ?= /usr/local
BUILD      ?= $(if $(SAN),build-san,build)

# A text as one word of the shell's, and as a string of C's; folders may have any name
# but one with a line break.
quoted      = '$(subst ','\'',$(1))'
c_string    = "$(subst ",\",$(subst \,\\,$(1)))"

bindir      = $(prefix)/bin
datadir     = $(prefix)/share/neural-art
localedir   = $(prefix)/share/locale
mandir      = $(prefix)/share/man
bashdir     = $(prefix)/share/bash-completion/completions
zshdir      = $(prefix)/share/zsh/site-functions

CFLAGS     ?= -O2 -g
WARNINGS    = -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes \
              -Wmissing-prototypes -Wno-missing-field-initializers -Wno-unused-parameter
WERROR     ?= -Werror
SANITIZE    = $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
comma      := ,

# What the inner loops are compiled for, and the hardening that goes by the processor.
machine    := $(firstword $(subst -, ,$(shell $(CC) -dumpmachine)))

# As Debian hardens its packages (dpkg-buildflags, hardening=+all); the sanitizers look
# after the same, and _FORTIFY_SOURCE wants an optimiser.
HARDENING  ?= $(if $(SAN),,-fPIE -fstack-protector-strong -fstack-clash-protection \
                -Wformat -Werror=format-security $(fortify) $(branches))
HARDENED    = $(if $(HARDENING),-pie -Wl$(comma)-z$(comma)relro -Wl$(comma)-z$(comma)now)
fortify     = $(if $(filter-out -O0,$(filter -O%,$(CFLAGS))),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
branches    = $(if $(filter x86_64 i%86,$(machine)),-fcf-protection) \
              $(if $(filter aarch64,$(machine)),-mbranch-protection=standard)

# The engine's numbers: vectorised, but NaN and infinity keep their meaning.  Its sentences
# are looked up among the plug-in's translations.
CORE_FLAGS  = -O3 -fno-math-errno -fno-trapping-math -DGETTEXT_PACKAGE='"neural-art"'

core_pkgs   = gio-2.0 json-glib-1.0 openblas
cli_pkgs    = vips lcms2 libexif libtiff-4 libraw OpenEXR zlib
gimp2_pkgs  = gimpui-2.0 gegl-0.4 lcms2
gimp3_pkgs  = gimpui-3.0 gegl-0.4 lcms2

have        = $(shell $(PKG_CONFIG) --exists $(1) 2>/dev/null && echo yes)
have_gimp2 := $(call have,$(gimp2_pkgs))
have_gimp3 := $(call have,$(gimp3_pkgs))

# A build folder is not a system folder to the compiler: its headers may warn.
flags       = $(patsubst -I%,-isystem %,$(shell $(PKG_CONFIG) --cflags $(1)))
# LibRaw names what only its own link needs.
libs        = $(filter-out -lstdc++ -fopenmp,$(shell $(PKG_CONFIG) --libs $(1)))

ALL_CFLAGS  = -std=gnu11 -I. -MMD -MP $(WARNINGS) $(WERROR) $(HARDENING) $(CFLAGS) $(SANITIZE) $(CPPFLAGS)
LINK        = $(CC) $(HARDENING) $(CFLAGS) $(SANITIZE) $(HARDENED) $(LDFLAGS)
core_libs   = $(call libs,$(filter-out openblas,$(core_pkgs))) -ldl -lm

# What UBSan has to say of the inner loops it says of the plain ones, which check-conv tries on
# the same maps: it makes the others, on which all runs go, several times as slow.
defined     = $(if $(SAN),-fno-sanitize=undefined)

# The inner loops: once for each instruction set of the target, their transforms
# for each size of tile.
variants    = generic bf16 $(if $(filter x86_64,$(machine)),avx2 avx512 avx512bf16) $(if $(filter aarch64,$(machine)),neon)
inner_loops = kernels transforms-4 transforms-6
kernels     = $(foreach variant,$(variants),$(inner_loops:%=%-$(variant)))
kernel_flags_wide   = -DNST_VECTOR=16 -Wno-psabi
kernel_flags_avx2   = -mavx2 -mfma $(defined)
kernel_flags_avx512 = -mavx512f -mavx512vl -mavx2 -mfma -mprefer-vector-width=512 $(defined)
kernel_flags_avx512bf16 = $(kernel_flags_avx512) -mavx512bw -mavx512bf16 -DNST_BFLOAT16
kernel_flags_bf16   = -DNST_BFLOAT16 -Wno-psabi

# Each folder's units; tests/project.sh knows which may include which.
core_units  = $(addprefix base/,types memory available-memory blas threads workers) \
              $(addprefix image/,image footprints resample resize lightness join) \
              $(addprefix conv/,$(kernels) kernels-choice conv winograd-cut winograd first-layer pooling) \
              $(addprefix network/,json safetensors weights layers network geometry walk-cost features position-weights) \
              $(addprefix settings/,settings text) \
              $(addprefix objective/,layer-set variation passes partition moments matrix target directions wasserstein statistics distances positions slopes comparison objective objective-styles pass-actions evaluate) \
              $(addprefix optimiser/,vectors search lbfgs first-order optimiser) \
              $(addprefix run/,subject zones masks keeping recolour start schedule pyramid pictures memory-plan report stylise fit-painting probe estimate)
shell_units = $(addprefix settings/,settings-choices settings-table options settings-words settings-check settings-text record where parts words letters settings-file own-presets) \
              $(addprefix settings/,presets resolve data-path) \
              $(addprefix shared/,shelf shelf-add progress-text duration pixels mask places numbers colour profile)
shell_units += $(addprefix shared/,name-pattern files-wish files-find files-plan files-report files-clock whole-file)
cli_units   = $(addprefix cli/,cli cli-words cli-check cli-options cli-help cli-man cli-complete cli-jobs cli-measure cli-paint cli-places cli-files cli-record) \
              $(addprefix cli/,process interrupt terminal progress-line watch output-file unfinished picture picture-kind picture-source picture-rows picture-memory picture-pnm picture-tiff picture-tiff-unpack picture-bitmap picture-repair picture-whole picture-png picture-raw picture-exr picture-save picture-record xmp exif exif-tiff)
gimp_units  = $(addprefix shared/,layer reduced kept-files beside worker job reckoner estimator preview) \
              $(addprefix gimp/,arguments parasite last-values items seen inputs style-name settings-source keep kept-selection style-places layer-record untraced preview-layer split result window-place result-place run-window shelf-cells shelf-search shelf-view layer-choice style-layers style-picture style-items style-choice place-list narrow-list style-row style-rows picture-dialog picture-drop folding-row \
                                style-chooser dim wheel scroller mnemonics size-choice number-field setting-row settings-pages preset-menu preset-list preset-row estimate-label help apply picture-pixbuf picture-line screen-side picture-keys picture-view question variations proof-pictures proof-sheet kept-switch canvas-preview outside preview-photo preview-pane paint-subject paint again-dialog again)
gimp_units += $(addprefix gimp/,file-formats file-picture file-choice files files-run files-reckon files-estimate files-window \
                                files-dialog files-pictures files-styles files-rows files-target)
gimp2_units = $(addprefix gimp/,gimp2 gimp2-text gimp2-dialog gimp2-files)
gimp3_units = $(addprefix gimp/,gimp3 gimp3-arguments gimp3-config gimp3-window gimp3-dialog gimp3-files)

core_objs   = $(core_units:%=$(BUILD)/core/%.o)
shell_objs  = $(shell_units:%=$(BUILD)/plugin/%.o)
cli_objs    = $(cli_units:%=$(BUILD)/plugin/%.o)

# What measures time is not tried under sanitizers.
tests       = check-partition check-threads check-conv check-precision check-turns check-tile check-resample check-pyramid check-starts check-memory check-plan check-core check-statistics check-run check-cancel check-terms check-masks check-zones check-weights check-golden check-text check-colours check-shares check-settings check-record check-presets check-resolve check-shelf check-files check-colour check-words check-picture check-tiff check-kinds check-bitmaps check-saving check-layer check-beside check-job check-estimate check-preview $(if $(SAN),,check-progress) check-readme
test_scripts = tests/check-convert.py tests/presets.py tests/masks.py tests/words.py tests/other-cpu.sh tests/gimp-ui.sh tests/gimp.sh tests/style.sh tests/cli.sh tests/pages.sh tests/progress.sh tests/manual.sh tests/examples.sh tests/many.sh tests/outputs.sh tests/limits.sh tests/environment.sh tests/project.sh tests/install.sh

styles      = $(wildcard samples/styles/*)
preset_pictures = $(wildcard samples/presets/*)
installed_apis = $(if $(have_gimp2),2) $(if $(have_gimp3),3)

programs    = $(BUILD)/neural-art $(if $(have_gimp2),$(BUILD)/gimp2/neural-art) $(if $(have_gimp3),$(BUILD)/gimp3/neural-art)

# Without msgfmt all is in English.
have_msgfmt := $(shell command -v $(MSGFMT))
translated  = $(patsubst plugin/po/%.po,%,$(sort $(wildcard plugin/po/*.po)))
languages   = $(if $(have_msgfmt),$(translated))
catalogues  = $(languages:%=$(BUILD)/locale/%/LC_MESSAGES/neural-art.mo)
help_pictures = $(patsubst plugin/help/%,%,$(wildcard plugin/help/*.jpg)) chelsea.jpg painted.jpg
help_pages  = index.html $(languages:%=index.%.html)
help        = $(addprefix $(BUILD)/help/,$(help_pages) $(help_pictures))

.PHONY: update-po screenshots preset-pictures all report check fuzz fuzz-programs bench wysiwyg gallery format tidy weights install uninstall clean force
all: report $(programs) $(catalogues) $(help) $(BUILD)/neural-art.1

report:
	@echo "GIMP 2.10: $(if $(have_gimp2),found,not found (libgimp2.0-dev))   GIMP 3: $(if $(have_gimp3),found,not found (libgimp-3.0-dev))"
	@echo "Languages: English $(if $(have_msgfmt),$(languages),alone, as msgfmt is missing (gettext))"

$(BUILD)/core/conv/kernels-choice.o: core/conv/kernels-choice.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(CORE_FLAGS) $(call flags,$(core_pkgs)) -c -o $@ $<

$(BUILD)/core/conv/kernels-%.o: core/conv/kernels.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(CORE_FLAGS) $(kernel_flags_$*) -DNST_VARIANT=$* -c -o $@ $<

# OpenBLAS is loaded by the name that a program which is linked to it asks for.
$(BUILD)/blas-name:
	@mkdir -p $(@D)
	@echo | $(CC) $(LDFLAGS) -shared -x c - -o $@.so -Wl,--no-as-needed $(call libs,openblas)
	@readelf -d $@.so | sed -n '/NEEDED.*blas/s/.*\[\(.*\)\].*/\1/p' >$@
	@test -s $@

$(BUILD)/core/base/blas.o: core/base/blas.c $(BUILD)/blas-name
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(CORE_FLAGS) -DNST_BLAS_NAME='"$(shell cat $(BUILD)/blas-name 2>/dev/null)"' $(call flags,$(core_pkgs)) -c -o $@ $<

define transforms_rule
$(BUILD)/core/conv/transforms-$(1)-%.o: core/conv/transforms.c
	@mkdir -p $$(@D)
	$(CC) $$(ALL_CFLAGS) $$(CORE_FLAGS) $$(kernel_flags_$$*) -DNST_VARIANT=$$* -DNST_TILE_SIZE=$(1) -c -o $$@ $$<

endef
$(foreach size,4 6,$(eval $(call transforms_rule,$(size))))

$(BUILD)/core/%.o: core/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(CORE_FLAGS) $(call flags,$(core_pkgs)) -c -o $@ $<

$(BUILD)/libnst.a: $(core_objs)
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/plugin/%.o: plugin/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -DNST_DATADIR=$(call quoted,$(call c_string,$(datadir))) -DNST_VERSION='"$(VERSION)"' $(call flags,gio-2.0 $(cli_pkgs)) -c -o $@ $<

# The version is compiled in: it stands here.
$(foreach file,cli/cli-help cli/cli-man settings/record,$(BUILD)/plugin/$(file).o): Makefile

# The folder of the network is compiled in: anew when it has changed.
$(BUILD)/datadir: force
	+@mkdir -p $(@D)
	+@printf '%s\n' $(call quoted,$(datadir)) | cmp -s - $@ || printf '%s\n' $(call quoted,$(datadir)) >$@
$(BUILD)/plugin/settings/data-path.o $(BUILD)/plugin/cli/cli-man.o: $(BUILD)/datadir

# What all front-ends share is compiled once, without the command line's libraries.
$(shell_objs): cli_pkgs = lcms2

$(BUILD)/neural-art: $(cli_objs) $(shell_objs) $(BUILD)/libnst.a
	$(LINK) -o $@ $^ $(call libs,$(cli_pkgs)) $(core_libs)

# Translations, and the page of help in each language.
$(BUILD)/locale/%/LC_MESSAGES/neural-art.mo: plugin/po/%.po
	@mkdir -p $(@D)
	$(MSGFMT) -o $@ $<

$(BUILD)/help-page: $(addprefix $(BUILD)/plugin/,help/help-page.o help/help-text.o $(addprefix settings/,settings-table.o settings-choices.o words.o))
	$(LINK) -o $@ $^ $(call libs,gio-2.0)

$(BUILD)/help/index.html: $(BUILD)/help-page
	@mkdir -p $(@D)
	$< $(languages) >$@.new && mv $@.new $@

$(BUILD)/help/index.%.html: $(BUILD)/help-page $(BUILD)/locale/%/LC_MESSAGES/neural-art.mo
	@mkdir -p $(@D)
	$< $* $(word 2,$^) en $(filter-out $*,$(languages)) >$@.new && mv $@.new $@

$(BUILD)/help/%.jpg: plugin/help/%.jpg
	@mkdir -p $(@D)
	cp $< $@

$(BUILD)/help/%.jpg: samples/%.jpg
	@mkdir -p $(@D)
	cp $< $@

# The texts of the sources, and what is translated of them; without places, which change daily.
po_sources  = $(sort $(shell find core plugin -name '*.[ch]'))

pot        ?= plugin/po/neural-art.pot
$(pot): force
	xgettext --from-code=UTF-8 -k_ -kN_ -kngettext:1,2 --add-comments=translators: --no-location \
	  --package-name=neural-art --package-version=$(VERSION) $(addprefix --keyword=,TITLE HEADING:2 PARAGRAPH STEP QUESTION ANSWER PICTURE:2) \
	  -o $@.new $(po_sources)
	sed -i -e '/^"POT-Creation-Date/d' -e '1,/^$$/s/CHARSET/UTF-8/' $@.new
	mv $@.new $@

update-po: $(pot)
	for po in plugin/po/*.po; do msgmerge -q --update --backup=none --no-location $$po $<; done
	for po in plugin/po/*.po; do echo "$$po: $$(msgfmt -c --statistics -o /dev/null $$po 2>&1)"; done

# The manual page is what the program says of itself.
$(BUILD)/neural-art.1: $(BUILD)/neural-art
	LC_ALL=C $(BUILD)/neural-art --man >$@.new
	@mv -f $@.new $@

# What tests/check-pages.c tries, without GIMP.
page_units  = $(addprefix gimp/,arguments dim folding-row wheel scroller mnemonics size-choice number-field setting-row settings-pages shelf-cells)

# What tests/check-variations.c tries, likewise.
variation_units = $(addprefix gimp/,settings-source variations)

# One rule for each GIMP: the same files against another libgimp and GTK.
define gimp_rules
$(BUILD)/gimp$(1)/%.o: plugin/%.c
	@mkdir -p $$(@D)
	$(CC) $$(ALL_CFLAGS) -DNST_DATADIR=$$(call quoted,$$(call c_string,$$(datadir))) -DNST_VERSION='"$(VERSION)"' $$(call flags,$$(gimp$(1)_pkgs)) -c -o $$@ $$<

$(BUILD)/gimp$(1)/neural-art: $$(addprefix $(BUILD)/gimp$(1)/,$$(gimp$(1)_units:%=%.o) $$(gimp_units:%=%.o)) $$(shell_objs) $(BUILD)/libnst.a
	$$(LINK) -o $$@ $$^ $$(call libs,$$(gimp$(1)_pkgs)) $$(core_libs)

$(BUILD)/gimp$(1)/tests/%.o: tests/%.c
	@mkdir -p $$(@D)
	$(CC) $$(ALL_CFLAGS) $$(call flags,$$(gimp$(1)_pkgs)) -c -o $$@ $$<

$(BUILD)/gimp$(1)/check-pages: $$(addprefix $(BUILD)/gimp$(1)/,tests/check-pages.o $$(page_units:%=%.o)) $$(shell_objs) $(BUILD)/libnst.a
	$$(LINK) -o $$@ $$^ $$(call libs,$$(gimp$(1)_pkgs)) $$(core_libs)

$(BUILD)/gimp$(1)/check-variations: $$(addprefix $(BUILD)/gimp$(1)/,tests/check-variations.o $$(variation_units:%=%.o)) $$(shell_objs) $(BUILD)/libnst.a
	$$(LINK) -o $$@ $$^ $$(call libs,$$(gimp$(1)_pkgs)) $$(core_libs)
endef
$(eval $(call gimp_rules,2))
$(eval $(call gimp_rules,3))

# Layers are tried through GEGL, without GIMP.
layer_objs  = $(BUILD)/plugin/shared/layer.o $(BUILD)/plugin/shared/reduced.o $(BUILD)/tests/check-layer.o $(BUILD)/tests/paint-preview.o
$(layer_objs): cli_pkgs += gegl-0.4

$(BUILD)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -DNST_VERSION='"$(VERSION)"' $(call flags,$(core_pkgs) $(cli_pkgs)) -c -o $@ $<

# The command line's reading and writing of pictures.
picture_objs = $(filter $(BUILD)/plugin/cli/picture% $(BUILD)/plugin/cli/exif% $(BUILD)/plugin/cli/xmp.o %/output-file.o %/unfinished.o %/interrupt.o,$(cli_objs))

$(BUILD)/tests/check-conv: $(inner_loops:%=$(BUILD)/core/conv/%-wide.o)
$(BUILD)/tests/check-weights: $(BUILD)/tests/network-file.o
$(patsubst %,$(BUILD)/tests/check-%,job preview settings resolve): $(BUILD)/tests/resolve-pairs.o
$(patsubst %,$(BUILD)/tests/check-%,cancel colours core plan precision progress run resample pyramid shares starts terms masks zones tile turns partition): $(BUILD)/tests/wave-picture.o
$(patsubst %,$(BUILD)/tests/check-%,terms masks zones): $(BUILD)/tests/look-at.o
$(patsubst %,$(BUILD)/tests/check-%,masks zones): $(BUILD)/tests/masked.o
$(patsubst %,$(BUILD)/tests/check-%,cancel colours core golden job partition plan precision preview progress pyramid run shares starts terms masks zones tile turns): $(BUILD)/tests/with-network.o
$(BUILD)/tests/check-core $(BUILD)/tests/check-run: $(BUILD)/tests/small-look.o
$(BUILD)/tests/check-layer: cli_pkgs += gegl-0.4
$(BUILD)/tests/check-layer: $(addprefix $(BUILD)/plugin/shared/,layer.o reduced.o kept-files.o)
$(patsubst %,$(BUILD)/tests/check-%,picture tiff kinds bitmaps saving): $(BUILD)/tests/picture-files.o $(BUILD)/tests/picture-checks.o $(picture_objs)
$(BUILD)/tests/check-progress: $(patsubst %,$(BUILD)/plugin/cli/%.o,progress-line terminal)
$(BUILD)/tests/check-beside: $(BUILD)/plugin/shared/beside.o
$(BUILD)/tests/check-job: $(patsubst %,$(BUILD)/plugin/shared/%.o,worker job)
$(BUILD)/tests/check-estimate: $(patsubst %,$(BUILD)/plugin/shared/%.o,worker reckoner estimator)
$(BUILD)/tests/check-preview: $(patsubst %,$(BUILD)/plugin/shared/%.o,worker job preview)
$(BUILD)/tests/check-%: $(BUILD)/tests/check-%.o $(shell_objs) $(BUILD)/libnst.a
	$(LINK) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(call libs,$(cli_pkgs)) $(core_libs)

# For tests/corpus.py and tests/pictures.sh.
$(BUILD)/tests/read-pictures: $(BUILD)/tests/read-pictures.o $(picture_objs) $(shell_objs) $(BUILD)/libnst.a
	$(LINK) -o $@ $^ $(call libs,$(cli_pkgs)) $(core_libs)

# For tests/wysiwyg.py: what a preview shows.
$(BUILD)/tests/paint-preview: cli_pkgs += gegl-0.4
$(BUILD)/tests/paint-preview: $(patsubst %,$(BUILD)/tests/%.o,paint-preview resolve-pairs with-network) $(patsubst %,$(BUILD)/plugin/shared/%.o,layer reduced worker job preview) $(picture_objs) $(shell_objs) $(BUILD)/libnst.a
	$(LINK) -o $@ $^ $(call libs,$(cli_pkgs)) $(core_libs)

# The sanitizers try the engine and the command line; GIMP is not built with them.
check_programs = $(tests:%=$(BUILD)/tests/%) $(if $(SAN),$(BUILD)/neural-art,$(programs))

check-programs: $(check_programs)

check: $(check_programs) $(catalogues) $(help)
	@BUILD=$(BUILD) PYTHON=$(PYTHON) tests/check.sh $(if $(SAN),tests/cli.sh) $(tests:%=$(BUILD)/tests/%) \
	  $(if $(SAN),tests/outputs.sh tests/environment.sh,$(test_scripts))

# Fuzzing: the targets of tests/fuzz, and the units that they try and lean on, by another
# compiler.  What a target needs besides the engine's is added to fuzz_units.
FUZZ_CC    ?= clang
FUZZ        = $(BUILD)/fuzz
fuzz_flags  = -O1 -g -fsanitize=fuzzer-no-link$(comma)address$(comma)undefined -fno-sanitize-recover=undefined
fuzz_units  = core/base/types core/base/memory core/network/json core/network/safetensors core/network/weights \
              core/network/layers core/settings/settings core/settings/text \
              $(addprefix plugin/settings/,settings-choices settings-table options settings-check settings-text record presets resolve) plugin/cli/xmp
fuzz_picture_units = $(addprefix plugin/cli/,picture-kind picture-whole picture-bitmap picture-repair picture-memory picture-pnm picture-tiff picture-tiff-unpack picture-png exif exif-tiff) \
              $(addprefix plugin/shared/,profile numbers)
fuzz_programs = $(patsubst tests/fuzz/%.c,$(FUZZ)/%,$(wildcard tests/fuzz/fuzz-*.c))

$(FUZZ)/%.o: %.c
	@mkdir -p $(@D)
	$(FUZZ_CC) -std=gnu11 -I. -MMD -MP $(fuzz_flags) -DGETTEXT_PACKAGE='"neural-art"' -DNST_DATADIR='""' -DNST_VERSION='"$(VERSION)"' $(call flags,$(core_pkgs) $(cli_pkgs)) -c -o $@ $<

$(FUZZ)/fuzz-pictures: $(fuzz_picture_units:%=$(FUZZ)/%.o)
$(FUZZ)/fuzz-pictures: core_libs += $(call libs,$(cli_pkgs))
$(fuzz_programs): $(FUZZ)/%: $(FUZZ)/tests/fuzz/%.o $(fuzz_units:%=$(FUZZ)/%.o)
	$(FUZZ_CC) $(fuzz_flags) -fsanitize=fuzzer -o $@ $^ $(core_libs)

fuzz-programs: $(fuzz_programs)

fuzz:
	@BUILD=$(BUILD) FUZZ_CC=$(FUZZ_CC) tests/check.sh tests/fuzz.sh

$(BUILD)/tests/peak: $(BUILD)/tests/peak.o
	$(LINK) -o $@ $^ $(call libs,openblas) $(core_libs)

# Whether previews look like the paintings; pictures are to be named: WYSIWYG="..."
wysiwyg: $(BUILD)/neural-art $(BUILD)/tests/paint-preview
	@$(PYTHON) tests/wysiwyg.py $(BUILD)/neural-art $(BUILD)/tests/paint-preview $(WYSIWYG)

bench: $(BUILD)/neural-art $(BUILD)/tests/peak
	@$(PYTHON) tests/bench.py --json $(BUILD)/bench.json $(BUILD)/neural-art $(BUILD)/tests/peak

# Layout and findings; tests/style.sh has both as tests.
c_files     = $(sort $(shell find core plugin tests -name '*.[ch]'))

format:
	clang-format -i $(c_files)

compile_commands.json: force
	@$(MAKE) -n -B --no-print-directory all $(tests:%=$(BUILD)/tests/%) | $(PYTHON) tests/compile-commands.py >$@

tidy: compile_commands.json
	@sed -n 's/^ *"file": "\(.*\)",/\1/p' $< | xargs -P $${TIDY_JOBS:-$$(nproc)} -n 6 clang-tidy --quiet -p . \
	  $(foreach word,-Xclang -analyzer-config -Xclang mode=$(or $(TIDY_MODE),deep),--extra-arg=$(word))

# Contact sheets of what may be chosen, in $(BUILD)/gallery; needs ImageMagick and a Chinese font.
gallery: $(BUILD)/neural-art
	@BUILD=$(BUILD) samples/gallery.sh

# The small picture of each preset in the dialogs; needs ImageMagick.
preset-pictures: $(BUILD)/neural-art
	@BUILD=$(BUILD) samples/presets.sh

# The pictures of GIMP's windows in README and help; needs what tests/gimp-ui.sh needs.
screenshots: all
	@BUILD=$(BUILD) samples/screenshots.sh

# For all users; the plug-in goes where the GIMP of pkg-config looks for it.
install: all
	$(INSTALL) -D -m 755 $(BUILD)/neural-art $(call quoted,$(DESTDIR)$(bindir)/neural-art)
	$(INSTALL) -D -m 644 weights/vgg19.safetensors $(call quoted,$(DESTDIR)$(datadir)/vgg19.safetensors)
	$(INSTALL) -m 644 weights/NOTICE $(call quoted,$(DESTDIR)$(datadir)/NOTICE)
	$(INSTALL) -d $(call quoted,$(DESTDIR)$(datadir)/samples/styles)
	$(INSTALL) -m 644 samples/NOTICE $(call quoted,$(DESTDIR)$(datadir)/samples/NOTICE)
	$(INSTALL) -m 644 $(styles) $(call quoted,$(DESTDIR)$(datadir)/samples/styles)
	$(INSTALL) -d $(call quoted,$(DESTDIR)$(datadir)/samples/presets)
	$(INSTALL) -m 644 $(preset_pictures) $(call quoted,$(DESTDIR)$(datadir)/samples/presets)
	$(INSTALL) -d $(call quoted,$(DESTDIR)$(datadir)/help)
	$(INSTALL) -m 644 $(help) $(call quoted,$(DESTDIR)$(datadir)/help)
	set -e; for language in $(languages); do \
	  $(INSTALL) -D -m 644 $(BUILD)/locale/$$language/LC_MESSAGES/neural-art.mo \
	    $(call quoted,$(DESTDIR)$(localedir))/$$language/LC_MESSAGES/neural-art.mo; \
	done
	$(INSTALL) -D -m 644 $(BUILD)/neural-art.1 $(call quoted,$(DESTDIR)$(mandir)/man1/neural-art.1)
	$(INSTALL) -D -m 644 plugin/cli/complete.bash $(call quoted,$(DESTDIR)$(bashdir)/neural-art)
	$(INSTALL) -D -m 644 plugin/cli/complete.zsh $(call quoted,$(DESTDIR)$(zshdir)/_neural-art)
	set -e; for api in $(installed_apis); do \
	  plug_in=$(call quoted,$(DESTDIR))$$($(PKG_CONFIG) --variable=gimplibdir gimp-$$api.0)/plug-ins/neural-art; \
	  $(INSTALL) -d "$$plug_in/locale"; \
	  $(INSTALL) -m 755 $(BUILD)/gimp$$api/neural-art "$$plug_in/neural-art"; \
	  for language in $(languages); do \
	    $(INSTALL) -D -m 644 $(BUILD)/locale/$$language/LC_MESSAGES/neural-art.mo \
	      "$$plug_in/locale/$$language/LC_MESSAGES/neural-art.mo"; \
	  done; \
	done

uninstall:
	rm -f $(call quoted,$(DESTDIR)$(bindir)/neural-art) $(call quoted,$(DESTDIR)$(mandir)/man1/neural-art.1) \
	  $(call quoted,$(DESTDIR)$(bashdir)/neural-art) $(call quoted,$(DESTDIR)$(zshdir)/_neural-art)
	rm -f $(call quoted,$(DESTDIR)$(datadir)/vgg19.safetensors) $(call quoted,$(DESTDIR)$(datadir)/NOTICE) \
	  $(call quoted,$(DESTDIR)$(datadir)/samples/NOTICE)
	data=$(call quoted,$(DESTDIR)$(datadir)); for file in $(styles) $(preset_pictures); do rm -f "$$data/$$file"; done; \
	  for file in $(help_pictures) index.html $(translated:%=index.%.html); do rm -f "$$data/help/$$file"; done; \
	  rmdir "$$data/help" || true; \
	  for language in $(translated); do rm -f $(call quoted,$(DESTDIR)$(localedir))/$$language/LC_MESSAGES/neural-art.mo; done; \
	  rmdir "$$data/samples/styles" "$$data/samples/presets" "$$data/samples" "$$data" || true
	set -e; for api in $(installed_apis); do \
	  plug_in=$(call quoted,$(DESTDIR))$$($(PKG_CONFIG) --variable=gimplibdir gimp-$$api.0)/plug-ins/neural-art; \
	  rm -rf "$$plug_in"; \
	done

weights:
	python3 weights/convert.py --fetch -o weights/vgg19.safetensors

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.SECONDARY:
