#!/usr/bin/env bash
# Takes the pictures of the demo keyboard, without a display, into a folder.
#   demo_keyboard/screenshots.sh [FOLDER [PROGRAM]]
# Needs: xvfb, a font (fonts-inter), emoji (fonts-noto-color-emoji).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder="${1:-build/screenshots}"
program="${2:-build/release/inkling_keyboard}"
command -v xvfb-run >/dev/null || { echo "screenshots.sh: no xvfb-run; install xvfb" >&2; exit 1; }
[[ -x "$program" ]] || { echo "screenshots.sh: no $program; run ./dev build" >&2; exit 1; }
mkdir -p "$folder"

# shoot NAME SCALE OPTION...
shoot() {
  local name="$1" scale="$2"
  shift 2
  QT_SCALE_FACTOR="$scale" xvfb-run -a -s "-screen 0 2400x1800x24" \
    "$program" "$@" --screenshot "$folder/$name.png"
  printf '%s\n' "$folder/$name.png"
}

words="see you tomorow 👋 i am looking forw"
trace=demo_keyboard/traces/demo.jsonl
for theme in light dark high-contrast; do
  shoot "window-$theme" 1 --theme "$theme" --type "$words"
  shoot "window-$theme-200" 2 --theme "$theme" --type "thank you for teh"
  shoot "window-$theme-font" 1 --theme "$theme" --font-size 21 --panel --type "thank you for teh"
done
shoot window-panel 1 --theme light --panel --play "$trace" --speed 4 --after-ms 7000
shoot window-panel-dark 1 --theme dark --panel --play "$trace" --speed 4 --after-ms 7000
shoot window-emoji 1 --theme light --emoji --type "happy birthday"
shoot window-word 1 --theme light --type "thsnk you for yout help then " --tap think
shoot window-word-dark 1 --theme dark --type "thsnk you for yout help then " --tap think
shoot window-why 1 --theme light --type "thank you for teh" --why
