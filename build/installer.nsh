; What electron-builder's installer for Windows does not do by itself (nsis.include in electron-builder.yml). Links with our
; scheme open the app, and plan files do so by a quoted path. What follows "--" is no option, whatever is in a link.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\loose-parts" "" "URL:Loose Parts"
  WriteRegStr SHELL_CONTEXT "Software\Classes\loose-parts" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\loose-parts\shell\open\command" "" '"$appExe" "--" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\Loose Parts plan\shell\open\command" "" '"$appExe" "--" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\loose-parts"
!macroend
