; The course of an installation: unpacked beside, tried, then put in the place of the old one by
; renaming; the old one is kept until the end and comes back when anything fails.
Var IsSwapped
Var HadOld

; An installation that was killed can leave any of the three folders.
Function SetRightAfterAKill
  StrCpy $IsSwapped 0
  StrCpy $HadOld 0
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR.new"
  ${If} ${FileExists} "$INSTDIR.old\*.*"
    ${If} ${FileExists} "$INSTDIR\*.*"
      RMDir /r "$INSTDIR.old"
    ${Else}
      Rename "$INSTDIR.old" "$INSTDIR"
      !insertmacro Log "the copy of a killed installation is back in its place"
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR.new\*.*"
    !insertmacro Fail ${WINDOWS_REFUSED} "$INSTDIR.new cannot be removed" "$(WindowsRefused)"
  ${EndIf}
  ClearErrors
FunctionEnd

Function Unpack
  SetOutPath "$INSTDIR.new"
  File /r "${FROZEN}/*"
  WriteUninstaller "$INSTDIR.new\uninstall.exe"
  SetOutPath "$TEMP"
  ${If} ${Errors}
    !insertmacro Fail ${DISK_FULL} "not everything could be unpacked" "$(DiskFull)"
  ${EndIf}
FunctionEnd

Function TryTheNewOne
  nsExec::ExecToStack /TIMEOUT=60000 '"$INSTDIR.new\assistance-cli.exe" --version'
  Pop $0
  Pop $1
  StrLen $2 "${VERSION}"
  StrCpy $3 $1 $2
  ${If} $0 != "0"
  ${OrIf} $3 != "${VERSION}"
    !insertmacro Fail ${DOES_NOT_START} "the program does not start here: $0 $1" "$(DoesNotStart)"
  ${EndIf}
FunctionEnd

Function CloseRunningCopies
  nsExec::ExecToStack /TIMEOUT=180000 '"$INSTDIR.new\assistance-cli.exe" setup close "$INSTDIR"'
  Pop $0
  Pop $1
  ${If} $0 != "0"
    !insertmacro Fail ${STILL_RUNNING} "a running copy does not close: $0 $1" "$(StillRunning)"
  ${EndIf}
FunctionEnd

; Antivirus programs hold new files for a moment, hence the patience.
!macro RenamePatiently from to
  StrCpy $5 0
  ${Do}
    ClearErrors
    Rename "${from}" "${to}"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    Sleep 200
    IntOp $5 $5 + 1
  ${LoopUntil} $5 > 50
!macroend

Function Swap
  ${If} ${FileExists} "$INSTDIR\*.*"
    !insertmacro RenamePatiently "$INSTDIR" "$INSTDIR.old"
    ${If} ${Errors}
      !insertmacro Fail ${STILL_RUNNING} "$INSTDIR is in use" "$(StillRunning)"
    ${EndIf}
    StrCpy $HadOld 1
  ${EndIf}
  StrCpy $IsSwapped 1
  !insertmacro RenamePatiently "$INSTDIR.new" "$INSTDIR"
  ${If} ${Errors}
    !insertmacro Fail ${WINDOWS_REFUSED} "$INSTDIR cannot be put in place" "$(WindowsRefused)"
  ${EndIf}
FunctionEnd

Function InstallService
  nsExec::ExecToStack /TIMEOUT=120000 '"$INSTDIR\assistance-cutoff.exe" install'
  Pop $0
  Pop $1
  ${If} $0 != "0"
    !insertmacro Fail ${WINDOWS_REFUSED} "the service that shuts is refused: $0 $1" "$(WindowsRefused)"
  ${EndIf}
  nsExec::ExecToStack /TIMEOUT=60000 '"$INSTDIR\assistance-cli.exe" setup data-folders'
  Pop $0
  Pop $1
  ${If} $0 != "0"
    !insertmacro Fail ${WINDOWS_REFUSED} "the data folders are refused: $0 $1" "$(WindowsRefused)"
  ${EndIf}
FunctionEnd

Function WriteEntries
  ClearErrors
  WriteRegStr HKLM "${RUN_KEY}" "${FOLDER}" '"$INSTDIR\assistance.exe" tray --background'
  CreateShortCut "$SMPROGRAMS\${PROGRAM}.lnk" "$INSTDIR\assistance.exe"
  WriteRegStr HKLM "${OWN_KEY}" "Version" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayName" "${PROGRAM}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "Publisher" "${SHOP}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "URLInfoAbout" "${WEBSITE}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\assistance.exe,0"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoRepair" 1
  ${If} ${Errors}
    !insertmacro Fail ${WINDOWS_REFUSED} "the entries are refused" "$(WindowsRefused)"
  ${EndIf}
FunctionEnd

Function RemoveTheOldOne
  StrCpy $IsSwapped 0
  RMDir /r /REBOOTOK "$INSTDIR.old"
  ClearErrors
FunctionEnd

; Called when anything failed; a second call finds nothing to do.
Function Undo
  SetOutPath "$TEMP"
  ${If} $IsSwapped = 1
    StrCpy $IsSwapped 0
    ${If} ${FileExists} "$INSTDIR.new\*.*"
      RMDir /r "$INSTDIR.new"
    ${Else}
      !insertmacro RenamePatiently "$INSTDIR" "$INSTDIR.new"
    ${EndIf}
    ${If} $HadOld = 1
      !insertmacro RenamePatiently "$INSTDIR.old" "$INSTDIR"
      nsExec::ExecToStack /TIMEOUT=30000 '"$INSTDIR\assistance-cli.exe" setup start-tray --background'
      Pop $0
      Pop $1
    ${Else}
      nsExec::ExecToStack /TIMEOUT=60000 '"$INSTDIR.new\assistance-cutoff.exe" remove'
      Pop $0
      Pop $1
    ${EndIf}
  ${EndIf}
  RMDir /r "$INSTDIR.new"
  ClearErrors
FunctionEnd
