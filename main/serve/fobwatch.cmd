@echo off
rem fobwatch for Windows: status, list, env and credentials. UNVERIFIED: it was never run on a Windows.
rem Fobwatch writes this file at every start. Port and token are in a file that only you can read; curl.exe, which
rem Windows has had since 2018, gets them from there and the words over its input, never in its own arguments.
setlocal DisableDelayedExpansion
set "place=@place@"
if not exist "%place%" (
  >&2 echo fobwatch: Fobwatch does not run; start it, then try again.
  exit /b 5
)
set "folder=%CD:\=\\%"
(
  echo data-urlencode = "cwd=%folder%"
  if not "%~1"=="" echo data-urlencode = "word=%~1"
  if not "%~2"=="" echo data-urlencode = "word=%~2"
  if not "%~3"=="" echo data-urlencode = "word=%~3"
  if not "%~4"=="" echo data-urlencode = "word=%~4"
  if not "%~5"=="" echo data-urlencode = "word=%~5"
  if not "%~6"=="" echo data-urlencode = "word=%~6"
) | curl.exe -q -K "%place%" -K -
if errorlevel 23 goto unreachable
if errorlevel 22 exit /b 1
if errorlevel 1 goto unreachable
exit /b 0

:unreachable
>&2 echo fobwatch: Fobwatch does not answer; start it, then try again.
exit /b 5
