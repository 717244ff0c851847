#!/bin/sh
# fobwatch: hands its arguments to Fobwatch over a socket that only you can reach, and prints what comes back.
# Fobwatch writes this file at every start.

# Names of its own: exec leaves the caller's variables to the program as they are. Exported by the caller under these
# names, they would go into the environment of every program started here.
set +a
unset fob_code fob_variables fob_reply fob_out fob_err fob_end fob_line

fob_socket=@socket@
fob_place=${fob_socket%/*}
fob_lock=$fob_socket.starting
fob_separator='@separator@'

# Fobwatch in the background, as a desktop starts it: with no part in this terminal, no file of the caller's open (that
# may be a lock), and none of the credentials that whoever asks first has in the environment.
launch() {
  (
    unset @unset@
    exec </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
    if command -v setsid >/dev/null; then exec setsid @launch@; fi
    exec @launch@
  ) &
  fob_app=$!
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
  for fob_one in "$fob_place" "$fob_socket"; do
    [ ! -e "$fob_one" ] || mine "$fob_one" ||
      give_up "$fob_one belongs to another user, so nothing is sent there; remove it, then start Fobwatch again."
  done
}

# Arguments, codes and what is piped in go over standard input: curl's own arguments are anybody's to read. It is called
# in a subshell, which becomes curl: each process counts where a program waits for its credentials. A person is waited
# for up to an hour; an app that stands still is given up a little later.
send() {
  # Of the pipe that tells of the script's end, only the end to read is for others than the script.
  [ -z "$fob_alive" ] || exec 8<"$fob_alive" 9>&-
  {
    printf '%s\0' "argc=$#" "code=$fob_code" "asked=$fob_asked" "terminal=$fob_terminal" "input=$fob_input" \
      "pid=$$" "parent=$PPID" "cwd=$PWD" "shell=${SHELL-}" "variables=$fob_variables" '' "$@"
    [ "$fob_input" = no ] || cat
  } | {
    [ -z "$fob_alive" ] || watch
    exec curl -q -s -m 3720 --noproxy '*' --unix-socket "$fob_socket" -H 'Expect:' \
      -H 'Content-Type: application/octet-stream' --data-binary @- http://fobwatch/run
  }
}

# Ends curl, which this process is about to become, when the script ends before its answer came. A program that gives up
# ends the script alone, often with a signal that no script can catch, and Fobwatch would go on asking for nobody.
watch() {
  fob_self=$(exec sh -c 'echo "$PPID"')
  {
    rm -f "$fob_alive"
    read -r fob_word <&8 || kill "$fob_self"
  } </dev/null >/dev/null 2>&1 &
  exec 8<&-
}

# Sends, with a pipe that this script alone holds open to write: who reads it sees the script end, however that comes.
# Each question has its own, since the one before may not be taken away yet. Where none can be made it goes without.
ask() {
  fob_asks=$((fob_asks + 1))
  fob_alive=$fob_socket.$$.$fob_asks
  if mkfifo -m 600 "$fob_alive" 2>/dev/null; then
    {
      fob_reply=$(send "$@")
      fob_status=$?
      echo >&9
    } 9<>"$fob_alive"
  else
    fob_alive=
    fob_reply=$(send "$@")
    fob_status=$?
  fi
}

# Whether nobody listens at the socket. One who is slow to answer is somebody.
deserted() {
  [ -S "$fob_socket" ] || return 0
  curl -q -s -m 2 --noproxy '*' --unix-socket "$fob_socket" http://fobwatch/ >/dev/null 2>&1
  [ $? -eq 7 ]
}

# The first asker starts Fobwatch, the others wait with it; 20 s at most. The lock is a link that names the process of
# the first: it is made whole, and one whose process is gone is taken away by one of those who wait.
start() {
  [ -z "${FOBWATCH_NO_START-}" ] || give_up 'Fobwatch does not run, and FOBWATCH_NO_START is set.'
  fob_cannot='Fobwatch could not be started; it needs your desktop, so start it there and try again.'
  # The folder does not outlast a restart of the computer.
  (umask 077 && mkdir -p "$fob_place") 2>/dev/null || give_up "$fob_cannot"
  check_owner
  fob_app=
  fob_locked=no
  fob_tries=0
  while :; do
    # Whoever waited long already starts nothing: its patience would end first.
    if [ "$fob_locked" = no ] && [ "$fob_tries" -le 75 ] && ln -s "$$" "$fob_lock" 2>/dev/null; then
      fob_locked=yes
      trap 'rm -f "$fob_lock"' EXIT
      trap 'exit 130' INT
      trap 'exit 143' TERM HUP
      deserted || break
      launch
    fi
    fob_starter=$(readlink "$fob_lock")
    if [ -n "$fob_app" ]; then
      deserted || break
      # One that ends well has found another Fobwatch, which is about to listen.
      [ "$fob_app" = other ] || kill -0 "$fob_app" 2>/dev/null || {
        wait "$fob_app" || give_up "$fob_cannot"
        fob_app=other
      }
    elif [ -z "$fob_starter" ]; then
      deserted || break
    elif ! kill -0 "$fob_starter" 2>/dev/null && mv "$fob_lock" "$fob_lock.$$" 2>/dev/null; then
      [ "$(readlink "$fob_lock.$$")" = "$fob_starter" ] || mv "$fob_lock.$$" "$fob_lock"
      rm -f "$fob_lock.$$"
    fi
    fob_tries=$((fob_tries + 1))
    if [ "$fob_tries" -gt 100 ]; then
      rm -f "$fob_lock"
      give_up 'Fobwatch did not answer within 20 s; look at its tray icon, or start it again.'
    fi
    sleep 0.2 2>/dev/null || {
      sleep 1
      fob_tries=$((fob_tries + 4))
    }
  done
  [ "$fob_locked" = no ] || rm -f "$fob_lock"
  trap - EXIT INT TERM HUP
}

run() {
  ask "$@"
  if [ "$fob_status" = 7 ]; then
    start
    ask "$@"
  fi
  # Nothing of half an answer is printed.
  [ "$fob_status" = 0 ] || give_up 'Fobwatch stopped before it answered; try again.'
  case $fob_reply in
  *"$fob_separator"*"$fob_separator"*) ;;
  *) give_up "Something else than Fobwatch answers at $fob_socket; start Fobwatch again, then try again." ;;
  esac
  fob_end=${fob_reply##*"$fob_separator"}
  fob_reply=${fob_reply%"$fob_separator"*}
  fob_err=${fob_reply##*"$fob_separator"}
  fob_out=${fob_reply%"$fob_separator"*}
}

command -v curl >/dev/null 2>&1 || give_up 'curl is missing; install it, then try again.'
check_owner

fob_code=
fob_asks=0
fob_asked=no
fob_terminal=no
if [ -t 0 ] && [ -t 2 ]; then fob_terminal=yes; fi
fob_input=no
fob_last=
for fob_word in "$@"; do
  case $fob_word in
  --) break ;;
  --output=-) ;;
  - | --*=-) [ "$fob_last" = --output ] || fob_input=yes ;;
  esac
  fob_last=$fob_word
done
# An export's file is written, so its `-` is standard output.
[ "${1-}" != export ] || fob_input=no
# Only names: what decides for AWS's clients here is the doctor's business, its values are nobody's.
fob_variables=
[ "${1-}" != doctor ] || fob_variables=$(env | sed -n 's/^\(AWS_[A-Z0-9_]*\)=.*/\1/p' | tr '\n' ' ')
# What is piped in can be read once: it must find somebody who takes it.
if [ "$fob_input" = yes ] && deserted; then start; fi

run "$@"
if [ "$fob_end" = ask ]; then
  trap 'stty echo; printf "\n" >&2; exit 130' INT TERM HUP
  stty -echo
  printf '%s' "$fob_err" >&2
  IFS= read -r fob_code || fob_code=
  stty echo
  trap - INT TERM HUP
  printf '\n' >&2
  fob_asked=yes
  run "$@"
fi

[ -z "$fob_err" ] || printf '%s' "$fob_err" >&2
case $fob_end in
exec | hold)
  if [ "$fob_end" = hold ]; then
    # The line that Fobwatch holds open ends with the program, however that ends.
    fob_line=${fob_out%%"
"*}
    fob_out=${fob_out#*"
"}
    fob_folder=$(mktemp -d) && mkfifo -m 600 "$fob_folder/line" || exit 1
    curl -q -s --noproxy '*' --unix-socket "$fob_socket" -H 'Expect:' -T - -X POST http://fobwatch/hold \
      <"$fob_folder/line" >/dev/null 2>&1 &
    exec 9>"$fob_folder/line"
    rm -r "$fob_folder"
    printf '%s\n' "$fob_line" >&9
  fi
  eval "$fob_out"
  while [ "$1" != -- ]; do shift; done
  shift
  exec "$@"
  ;;
*)
  [ -z "$fob_out" ] || printf '%s' "$fob_out"
  exit "$fob_end"
  ;;
esac
