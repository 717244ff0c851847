#!/bin/sh
# fobwatch: hands its arguments to Fobwatch over a socket that only you can reach, and prints what comes back.
# Fobwatch writes this file at every start.

# Exported by the caller under these names, they would go into the environment of every program started here.
set +a
unset code reply out err end line

socket=@socket@
place=${socket%/*}
lock=$socket.starting
separator='@separator@'

# Fobwatch in the background, as a desktop starts it: with no part in this terminal, no file of the caller's open (that
# may be a lock), and none of the credentials that whoever asks first has in the environment.
launch() {
  (
    unset @unset@
    exec </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
    if command -v setsid >/dev/null; then exec setsid @launch@; fi
    exec @launch@
  ) &
  app=$!
}

# Ends with a sentence: Fobwatch cannot be reached or started.
give_up() {
  printf 'fobwatch: %s\n' "$1" >&2
  exit 5
}

# Whether a thing is this user's. A shell that cannot tell says 2, and is left with the modes that Fobwatch sets.
mine() {
  # shellcheck disable=SC3067
  [ -O "$1" ] 2>/dev/null
  [ $? -ne 1 ]
}

# Nothing goes to a socket of another user's, or one that another user could put in the place of ours.
check_owner() {
  for one in "$place" "$socket"; do
    [ ! -e "$one" ] || mine "$one" ||
      give_up "$one belongs to another user, so nothing is sent there; remove it, then start Fobwatch again."
  done
}

# Arguments, codes and what is piped in go over standard input: curl's own arguments are anybody's to read. It is called
# in a subshell, which becomes curl: each process counts where a program waits for its credentials.
send() {
  {
    printf '%s\0' "argc=$#" "code=$code" "asked=$asked" "terminal=$terminal" "input=$input" "pid=$$" \
      "parent=$PPID" "cwd=$PWD" "shell=${SHELL-}" '' "$@"
    [ "$input" = no ] || cat
  } | exec curl -q -s --noproxy '*' --unix-socket "$socket" -H 'Expect:' \
    -H 'Content-Type: application/octet-stream' --data-binary @- http://fobwatch/run
}

# Whether nobody listens at the socket. One who is slow to answer is somebody.
deserted() {
  [ -S "$socket" ] || return 0
  curl -q -s -m 2 --noproxy '*' --unix-socket "$socket" http://fobwatch/ >/dev/null 2>&1
  [ $? -eq 7 ]
}

# The first asker starts Fobwatch, the others wait with it; 20 s at most. The lock is a link that names the process of
# the first: it is made whole, and one whose process is gone is taken away by one of those who wait.
start() {
  [ -z "${FOBWATCH_NO_START-}" ] || give_up 'Fobwatch does not run, and FOBWATCH_NO_START is set.'
  cannot='Fobwatch could not be started; it needs your desktop, so start it there and try again.'
  # The folder does not outlast a restart of the computer.
  (umask 077 && mkdir -p "$place") 2>/dev/null || give_up "$cannot"
  check_owner
  app=
  locked=no
  tries=0
  while :; do
    # Whoever waited long already starts nothing: its patience would end first.
    if [ "$locked" = no ] && [ "$tries" -le 75 ] && ln -s "$$" "$lock" 2>/dev/null; then
      locked=yes
      trap 'rm -f "$lock"' EXIT
      trap 'exit 130' INT
      trap 'exit 143' TERM HUP
      deserted || break
      launch
    fi
    starter=$(readlink "$lock")
    if [ -n "$app" ]; then
      deserted || break
      # One that ends well has found another Fobwatch, which is about to listen.
      [ "$app" = other ] || kill -0 "$app" 2>/dev/null || {
        wait "$app" || give_up "$cannot"
        app=other
      }
    elif [ -z "$starter" ]; then
      deserted || break
    elif ! kill -0 "$starter" 2>/dev/null && mv "$lock" "$lock.$$" 2>/dev/null; then
      [ "$(readlink "$lock.$$")" = "$starter" ] || mv "$lock.$$" "$lock"
      rm -f "$lock.$$"
    fi
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ]; then
      rm -f "$lock"
      give_up 'Fobwatch did not answer within 20 s; look at its tray icon, or start it again.'
    fi
    sleep 0.2 2>/dev/null || {
      sleep 1
      tries=$((tries + 4))
    }
  done
  [ "$locked" = no ] || rm -f "$lock"
  trap - EXIT INT TERM HUP
}

run() {
  reply=$(send "$@")
  status=$?
  if [ "$status" = 7 ]; then
    start
    reply=$(send "$@")
    status=$?
  fi
  # Nothing of half an answer is printed.
  [ "$status" = 0 ] || give_up 'Fobwatch stopped before it answered; try again.'
  case $reply in
  *"$separator"*"$separator"*) ;;
  *) give_up "Something else than Fobwatch answers at $socket; start Fobwatch again, then try again." ;;
  esac
  end=${reply##*"$separator"}
  reply=${reply%"$separator"*}
  err=${reply##*"$separator"}
  out=${reply%"$separator"*}
}

command -v curl >/dev/null 2>&1 || give_up 'curl is missing; install it, then try again.'
check_owner

code=
asked=no
terminal=no
if [ -t 0 ] && [ -t 2 ]; then terminal=yes; fi
input=no
last=
for word in "$@"; do
  case $word in
  --) break ;;
  --output=-) ;;
  - | --*=-) [ "$last" = --output ] || input=yes ;;
  esac
  last=$word
done
# An export's file is written, so its `-` is standard output.
[ "${1-}" != export ] || input=no
# What is piped in can be read once: it must find somebody who takes it.
if [ "$input" = yes ] && deserted; then start; fi

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
