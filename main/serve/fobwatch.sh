#!/bin/sh
# fobwatch: hands its arguments to Fobwatch over a socket that only you can reach, and prints what comes back.
# Fobwatch writes this file at every start.

socket=@socket@
lock=$socket.starting
separator='@separator@'

# Fobwatch in the background, with no part in this terminal.
launch() {
  if command -v setsid >/dev/null 2>&1; then
    setsid @launch@ </dev/null >/dev/null 2>&1 &
  else
    @launch@ </dev/null >/dev/null 2>&1 &
  fi
  app=$!
}

say() {
  printf 'fobwatch: %s\n' "$1" >&2
}

# Arguments, codes and what is piped in go over standard input: curl's own arguments are anybody's to read.
talk() {
  curl -q -sS --noproxy '*' --unix-socket "$socket" -H 'Expect:' -H 'Content-Type: application/octet-stream' \
    --data-binary @- http://fobwatch/run
}

send() {
  {
    printf '%s\0' "argc=$#" "code=$code" "asked=$asked" "terminal=$terminal" "input=$input" "pid=$$" \
      "parent=$PPID" "cwd=$PWD" "shell=${SHELL-}" '' "$@"
    [ "$input" = no ] || cat
  } | talk
}

# Whether somebody answers at the socket.
answers() {
  [ -S "$socket" ] && curl -q -s --noproxy '*' --unix-socket "$socket" http://fobwatch/ >/dev/null 2>&1
}

# The first asker starts Fobwatch, the others wait with it; 20 s at most.
start() {
  app=
  tries=0
  while :; do
    if [ -z "$app" ] && (set -C && printf '%s\n' "$$" >"$lock") 2>/dev/null; then
      trap 'rm -f "$lock"' EXIT
      trap 'exit 130' INT
      trap 'exit 143' TERM HUP
      if answers; then break; fi
      rm -f "$socket"
      launch
    fi
    [ -z "$app" ] || kill -0 "$app" 2>/dev/null || [ -S "$socket" ] || {
      say 'Fobwatch could not be started; it needs your desktop, so start it there and try again.'
      exit 5
    }
    if [ -z "$app" ]; then
      starter=$(cat "$lock" 2>/dev/null)
      if [ -n "$starter" ] && ! kill -0 "$starter" 2>/dev/null; then rm -f "$lock"; fi
      [ -e "$lock" ] || ! answers || break
    elif [ -S "$socket" ]; then
      break
    fi
    tries=$((tries + 1))
    [ "$tries" -le 100 ] || {
      say 'Fobwatch did not answer within 20 s; look at its tray icon, or start it again.'
      exit 5
    }
    sleep 0.2
  done
  rm -f "$lock"
  trap - EXIT INT TERM HUP
}

run() {
  reply=$(send "$@")
  status=$?
  if [ "$status" = 7 ]; then
    # Completions ask who is there; they wake nobody.
    [ -z "${FOBWATCH_NO_START-}" ] || exit 5
    start
    reply=$(send "$@")
    status=$?
  fi
  if [ "$status" != 0 ]; then
    say 'Fobwatch stopped before it answered; try again.'
    exit 5
  fi
  end=${reply##*"$separator"}
  reply=${reply%"$separator"*}
  err=${reply##*"$separator"}
  out=${reply%"$separator"*}
}

if ! command -v curl >/dev/null 2>&1; then
  say 'curl is missing; install it, then try again.'
  exit 5
fi

code=
asked=no
terminal=no
if [ -t 0 ] && [ -t 2 ]; then terminal=yes; fi
input=no
for word in "$@"; do
  case $word in
  --) break ;;
  - | --*=-) input=yes ;;
  esac
done
# What is piped in can be read once: it must find somebody who takes it.
if [ "$input" = yes ] && ! answers; then start; fi

run "$@"
if [ "$end" = ask ]; then
  trap 'stty echo; printf "\n" >&2; exit 130' INT TERM HUP
  stty -echo
  printf '%s' "$err" >&2
  IFS= read -r code || code=
  stty echo
  trap - INT TERM HUP
  printf '\n' >&2
  asked=yes
  run "$@"
fi

[ -z "$err" ] || printf '%s' "$err" >&2
case $end in
exec | hold)
  if [ "$end" = hold ]; then
    # The line that Fobwatch holds open ends with the program, however that ends.
    line=${out%%"
"*}
    out=${out#*"
"}
    folder=$(mktemp -d) && mkfifo -m 600 "$folder/line" || exit 1
    curl -q -s --noproxy '*' --unix-socket "$socket" -H 'Expect:' -T - -X POST http://fobwatch/hold \
      <"$folder/line" >/dev/null 2>&1 &
    exec 9>"$folder/line"
    rm -r "$folder"
    printf '%s\n' "$line" >&9
  fi
  eval "$out"
  while [ "$1" != -- ]; do shift; done
  shift
  exec "$@"
  ;;
*)
  [ -z "$out" ] || printf '%s' "$out"
  exit "$end"
  ;;
esac
