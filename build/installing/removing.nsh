; Taking the program away. Journals stay unless the person asks for their end.
Var ForgetBox
Var ForgetsJournals

; What is removed whole must be this program's folder.
Function un.RefuseForeignFolder
  StrCpy $ForgetsJournals 0
  StrCpy $0 "$PROGRAMFILES64\"
  StrLen $1 $0
  StrCpy $2 $INSTDIR $1
  ReadRegStr $3 HKLM "${UNINSTALL_KEY}" InstallLocation
  ${If} $2 != $0
  ${OrIf} $3 != $INSTDIR
    !insertmacro Refuse ${WRONG_PLACE} "$INSTDIR is not where the program is installed" "$(WrongPlace)"
  ${EndIf}
FunctionEnd

Function un.AskPage
  !insertmacro MUI_HEADER_TEXT "$(RemoveTitle)" ""
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 60u "$(RemoveText)"
  Pop $0
  ${NSD_CreateButton} 0 66u 60% 16u "$(SaveProof)"
  Pop $0
  ${NSD_OnClick} $0 un.SaveProof
  ${NSD_CreateCheckbox} 0 92u 100% 12u "$(ForgetJournals)"
  Pop $ForgetBox
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(RemoveButton)"
  nsDialogs::Show
FunctionEnd

Function un.AskPageLeft
  ${NSD_GetState} $ForgetBox $0
  ${If} $0 = ${BST_CHECKED}
    StrCpy $ForgetsJournals 1
  ${EndIf}
FunctionEnd

Function un.SaveProof
  Pop $0
  nsDialogs::SelectFileDialog save "$DOCUMENTS\$(ProofName).zip" "zip|*.zip"
  Pop $0
  ${If} $0 == ""
    Return
  ${EndIf}
  nsExec::ExecToStack /TIMEOUT=120000 '"$INSTDIR\assistance-cli.exe" consent export "$0"'
  Pop $1
  Pop $2
  ${If} $1 == "0"
    MessageBox MB_OK|MB_ICONINFORMATION "$(ProofSaved)"
  ${Else}
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(ProofNotSaved)"
  ${EndIf}
FunctionEnd

Function un.CloseRunningCopies
  SetOutPath "$TEMP"
  nsExec::ExecToStack /TIMEOUT=180000 '"$INSTDIR\assistance-cli.exe" setup close "$INSTDIR"'
  Pop $0
  Pop $1
  !insertmacro Log "running copies closed: $0"
FunctionEnd

; A damaged program can be removed all the same; a person is asked first.
Function un.Leave
  nsExec::ExecToStack /TIMEOUT=300000 '"$INSTDIR\assistance-cli.exe" setup leave'
  Pop $0
  Pop $1
  !insertmacro Log "access taken back: $0"
  ${If} $0 != "0"
    SetErrorLevel ${NOT_SHUT}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(NotShut)" /SD IDYES IDYES goes_on
    Abort "$(NotShut)"
    goes_on:
  ${EndIf}
FunctionEnd

Function un.RemoveEverything
  nsExec::ExecToStack /TIMEOUT=60000 '"$INSTDIR\assistance-cutoff.exe" remove'
  Pop $0
  Pop $1
  !insertmacro Log "service removed: $0"
  ${If} $0 != "0"
    nsExec::ExecToStack /TIMEOUT=60000 '"$SYSDIR\sc.exe" delete ${SERVICE}'
    Pop $0
    Pop $1
  ${EndIf}
  DeleteRegValue HKLM "${RUN_KEY}" "${FOLDER}"
  DeleteRegKey HKLM "${OWN_KEY}"
  Delete "$SMPROGRAMS\${PROGRAM}.lnk"
  RMDir /r /REBOOTOK "$INSTDIR.new"
  RMDir /r /REBOOTOK "$INSTDIR.old"
  RMDir /r /REBOOTOK "$INSTDIR"
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
  ${If} $ForgetsJournals = 1
    RMDir /r "$APPDATA\${FOLDER}"
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\${FOLDER}"
    SetShellVarContext all
    !insertmacro Log "journals erased as asked"
  ${EndIf}
FunctionEnd
