; What is looked at before anything is changed.
Var Older

Function RefuseThisWindows
  ${IfNot} ${AtLeastWin7}
    !insertmacro Refuse ${TOO_OLD} "Windows 7 with Service Pack 1 is the oldest" "$(TooOld)"
  ${EndIf}
  ${If} ${IsWin7}
  ${AndIfNot} ${AtLeastServicePack} 1
    !insertmacro Refuse ${TOO_OLD} "Service Pack 1 is missing" "$(ServicePackMissing)"
  ${EndIf}
  ${IfNot} ${RunningX64}
    !insertmacro Refuse ${NOT_64_BIT} "this is a 32-bit Windows" "$(Not64Bit)"
  ${EndIf}
  Call RefuseWithoutUpdates
FunctionEnd

; The C runtime and the safe search for libraries came to Windows 7 with updates.
Function RefuseWithoutUpdates
  System::Call 'kernel32::LoadLibraryW(w "ucrtbase.dll") p .r0'
  System::Call 'kernel32::LoadLibraryW(w "api-ms-win-crt-runtime-l1-1-0.dll") p .r1'
  ${If} $0 P= 0
  ${OrIf} $1 P= 0
    !insertmacro Refuse ${UPDATES_MISSING} \
      "update KB2999226 is missing: https://www.catalog.update.microsoft.com/Search.aspx?q=KB2999226" \
      "$(RuntimeMissing)"
  ${EndIf}
  System::Call 'kernel32::GetModuleHandleW(w "kernel32.dll") p .r0'
  System::Call 'kernel32::GetProcAddress(p r0, m "AddDllDirectory") p .r1'
  ${If} $1 P= 0
    !insertmacro Refuse ${UPDATES_MISSING} \
      "update KB3063858 is missing: https://www.catalog.update.microsoft.com/Search.aspx?q=KB3063858" \
      "$(SearchMissing)"
  ${EndIf}
FunctionEnd

; Only below Program Files nobody but administrators changes what runs as Windows itself.
Function RefuseThisPlace
  System::Call 'kernel32::GetFullPathNameW(w "$INSTDIR", i ${NSIS_MAX_STRLEN}, w .r0, p 0)'
  StrCpy $INSTDIR $0
  StrCpy $0 "$PROGRAMFILES64\"
  StrLen $1 $0
  StrCpy $2 $INSTDIR $1
  StrCpy $3 $INSTDIR "" $1
  ${If} $2 != $0
  ${OrIf} $3 == ""
    !insertmacro Refuse ${WRONG_PLACE} "$INSTDIR is not below $PROGRAMFILES64" "$(WrongPlace)"
  ${EndIf}
  ReadRegStr $1 HKLM "${UNINSTALL_KEY}" InstallLocation
  ${If} $1 == ""
  ${OrIfNot} ${FileExists} "$1\*.*"
    Return
  ${EndIf}
  ${If} $INSTDIR == "$PROGRAMFILES64\${FOLDER}"
    StrCpy $INSTDIR $1
  ${ElseIf} $INSTDIR != $1
    !insertmacro Refuse ${WRONG_PLACE} "it is installed in $1 already" "$(ElsewhereAlready)"
  ${EndIf}
FunctionEnd

Function RefuseOlderThanInstalled
  ReadRegStr $Older HKLM "${UNINSTALL_KEY}" DisplayVersion
  ${If} $Older == ""
    Return
  ${EndIf}
  ${VersionCompare} "${VERSION}" "$Older" $0
  ${If} $0 = 2
    !insertmacro Refuse ${NEWER_IS_THERE} "version $Older is installed, this is ${VERSION}" "$(NewerIsThere)"
  ${EndIf}
FunctionEnd

Function RefuseFullDisk
  StrCpy $0 $INSTDIR 3
  ${DriveSpace} "$0" "/D=F /S=K" $1
  ${If} $1 L< ${NEEDED_KB}
    !insertmacro Refuse ${DISK_FULL} "$1 KB are free, ${NEEDED_KB} are needed" "$(DiskFull)"
  ${EndIf}
FunctionEnd
