#!/bin/sh
# The app without a word, a command of it with one.
here=/opt/fermata
case "${1-}" in
  '' | -*) exec "$here/fermata" "$@" ;;
  *) ELECTRON_RUN_AS_NODE=1 exec "$here/fermata" "$here/resources/app.asar/out/main/fermata.cjs" "$@" ;;
esac
