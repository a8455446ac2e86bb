; What installer and uninstaller tell: a person in a box, an administrator in a file.
!define LOG_FILE "$TEMP\${IDENTIFIER}-setup.log"
Var Said

; One line, UTF-16, into the log in %TEMP%; a log that cannot be written keeps nothing from going on.
!macro DefineTelling un
Function ${un}WriteLog
  Push $8
  Push $9
  FileOpen $9 "${LOG_FILE}" a
  ${IfNot} ${Errors}
    FileSeek $9 0 END $8
    ${GetTime} "" "L" $R0 $R1 $R2 $R3 $R4 $R5 $R6
    StrCpy $8 "$R2-$R1-$R0 $R4:$R5:$R6 "
    FileWriteUTF16LE /BOM $9 "$8$Said$\r$\n"
    FileClose $9
  ${EndIf}
  ClearErrors
  Pop $9
  Pop $8
FunctionEnd

Function ${un}ChooseLanguage
  System::Call 'kernel32::GetUserDefaultUILanguage() i .r0'
  IntOp $0 $0 & 0x3FF
  ReadEnvStr $1 COUPDEMAIN_LANGUAGE
  StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${If} $0 = 0x0C
    StrCpy $LANGUAGE ${LANG_FRENCH}
  ${EndIf}
  ${If} $1 == "fr"
    StrCpy $LANGUAGE ${LANG_FRENCH}
  ${ElseIf} $1 == "en"
    StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${EndIf}
FunctionEnd

; The name is held until this program ends, however it ends.
Function ${un}RefuseASecondOne
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Global\${IDENTIFIER}-setup") p .r0 ?e'
  Pop $1
  ${If} $1 = 183
  ${OrIf} $0 P= 0
    !insertmacro Refuse ${AT_WORK_ALREADY} "another installation is at work" "$(AtWorkAlready)"
  ${EndIf}
FunctionEnd
!macroend

!macro Log line
  StrCpy $Said "${line}"
  !ifdef __UNINSTALL__
    Call un.WriteLog
  !else
    Call WriteLog
  !endif
!macroend

; Before anything was changed: say why, keep a line, and end with this code.
!macro Refuse code line sentence
  !insertmacro Log "refused (${code}): ${line}"
  MessageBox MB_OK|MB_ICONSTOP "${sentence}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

; During installation: put everything back first.
!macro Fail code line sentence
  Call Undo
  !insertmacro Log "failed (${code}): ${line}"
  MessageBox MB_OK|MB_ICONSTOP "${sentence}" /SD IDOK
  SetErrorLevel ${code}
  Abort "${sentence}"
!macroend

!insertmacro DefineTelling ""
!insertmacro DefineTelling "un."
