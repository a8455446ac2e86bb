; Installs, updates and removes the program, for all users of a 64-bit Windows from 7 SP1 on.
; product.nsh, made from the shop's brand, says what it is called and where the frozen folder lies.
Unicode true
!include "${PRODUCT}"
!include MUI2.nsh
!include nsDialogs.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include x64.nsh

Name "${PROGRAM}"
OutFile "${OUTPUT}"
; Without a certificate it stays unsigned, which is told and is no fault.
!uninstfinalize '"${PYTHON}" "${SIGN}" --unsigned-ok "%1"' = 0
InstallDir "$PROGRAMFILES64\${FOLDER}"
RequestExecutionLevel admin
SetCompressor /SOLID lzma
CRCCheck force
ManifestSupportedOS all
ManifestDPIAware true
; Readable from an armchair.
SetFont "Segoe UI" 11
BrandingText "${SHOP} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION_OF_FOUR}"
VIAddVersionKey ProductName "${PROGRAM}"
VIAddVersionKey CompanyName "${SHOP}"
VIAddVersionKey LegalCopyright "${SHOP}"
VIAddVersionKey FileDescription "${PROGRAM}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${FOLDER}"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define OWN_KEY "Software\${FOLDER}"

; Exit codes, for administrators: 0 done, 1 cancelled, 2 a file could not be unpacked, and:
!define TOO_OLD 10
!define NOT_64_BIT 11
!define UPDATES_MISSING 12
!define NEWER_IS_THERE 13
!define WRONG_PLACE 14
!define STILL_RUNNING 15
!define WINDOWS_REFUSED 16
!define AT_WORK_ALREADY 17
!define DISK_FULL 18
!define NOT_SHUT 19
!define DOES_NOT_START 20

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE_PICTURE}"
!define MUI_ABORTWARNING
!define MUI_CUSTOMFUNCTION_ABORT AskedToStop
!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(WelcomeText)"
!define MUI_FINISHPAGE_TITLE "$(FinishTitle)"
!define MUI_FINISHPAGE_TEXT "$(FinishText)"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "$(OpenNow)"
!define MUI_FINISHPAGE_RUN_FUNCTION OpenAsThePerson
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.AskPage un.AskPageLeft
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE French
!insertmacro MUI_LANGUAGE English

!include installing/words.nsh
!include installing/telling.nsh
!include installing/before.nsh
!include installing/course.nsh
!include installing/removing.nsh

Function .onInit
  SetRegView 64
  SetShellVarContext all
  Call ChooseLanguage
  Call RefuseASecondOne
  Call RefuseThisWindows
  Call RefuseThisPlace
  Call RefuseOlderThanInstalled
  Call RefuseFullDisk
FunctionEnd

Section
  SetRegView 64
  SetShellVarContext all
  Call SetRightAfterAKill
  Call Unpack
  Call TryTheNewOne
  Call CloseRunningCopies
  Call Swap
  Call InstallService
  Call WriteEntries
  Call RemoveTheOldOne
  !insertmacro Log "installed ${VERSION} in $INSTDIR"
  ${If} ${Silent}
    nsExec::ExecToStack /TIMEOUT=30000 '"$INSTDIR\assistance-cli.exe" setup start-tray --background'
    Pop $0
    Pop $1
    !insertmacro Log "tray started as the person at the desktop: $0"
  ${EndIf}
SectionEnd

Function OpenAsThePerson
  nsExec::ExecToStack /TIMEOUT=30000 '"$INSTDIR\assistance-cli.exe" setup start-tray'
  Pop $0
  Pop $1
FunctionEnd

; Unpacking stops by itself when the disk refuses; nothing else was touched by then.
Function .onInstFailed
  Call Undo
  !insertmacro Log "not installed; what was there before is still there"
FunctionEnd

Function AskedToStop
  Call Undo
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
  Call un.ChooseLanguage
  Call un.RefuseASecondOne
  Call un.RefuseForeignFolder
FunctionEnd

Section Uninstall
  SetRegView 64
  SetShellVarContext all
  Call un.CloseRunningCopies
  Call un.Leave
  Call un.RemoveEverything
  !insertmacro Log "removed from $INSTDIR"
SectionEnd
