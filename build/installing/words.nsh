; What the windows of installer and uninstaller say: French first, short, plain.
!macro Words name french english
  LangString ${name} ${LANG_FRENCH} "${french}"
  LangString ${name} ${LANG_ENGLISH} "${english}"
!macroend
!define CALL_US_FR "$\r$\n$\r$\nBesoin d’aide ? Appelez-nous : ${PHONE}."
!define CALL_US_EN "$\r$\n$\r$\nNeed help? Call us: ${PHONE}."
!define CATALOGUE "https://www.catalog.update.microsoft.com/Search.aspx?q="

!insertmacro Words WelcomeTitle \
  "Installer ${PROGRAM}" \
  "Install ${PROGRAM}"
!insertmacro Words WelcomeText \
  "Ce programme montre votre identifiant TeamViewer et vos autorisations.$\r$\n$\r$\nIl permet aussi d’arrêter l’accès à tout moment.$\r$\n$\r$\nInstaller ne donne aucun accès à personne." \
  "This program shows your TeamViewer ID and what you have allowed.$\r$\n$\r$\nIt also lets you stop access at any moment.$\r$\n$\r$\nInstalling it gives nobody any access."
!insertmacro Words FinishTitle "C’est fait" "Done"
!insertmacro Words FinishText \
  "${PROGRAM} est installé. Vous le trouverez près de l’horloge et dans le menu Démarrer." \
  "${PROGRAM} is installed. You will find it beside the clock and in the Start menu."
!insertmacro Words OpenNow "Ouvrir maintenant" "Open now"
!insertmacro Words AtWorkAlready \
  "Une installation est déjà en cours. Attendez sa fin, puis recommencez." \
  "An installation is already at work. Wait for its end, then try again."
!insertmacro Words TooOld \
  "Ce Windows est trop ancien : il faut Windows 7 ou plus récent.${CALL_US_FR}" \
  "This Windows is too old: Windows 7 or later is needed.${CALL_US_EN}"
!insertmacro Words ServicePackMissing \
  "Il manque le Service Pack 1 de Windows 7. Installez-le avec Windows Update, puis recommencez.${CALL_US_FR}" \
  "Service Pack 1 of Windows 7 is missing. Install it with Windows Update, then try again.${CALL_US_EN}"
!insertmacro Words Not64Bit \
  "Ce Windows est un Windows 32 bits. Ce programme a besoin d’un Windows 64 bits.$\r$\n$\r$\nVous pouvez toujours nous appeler : ${PHONE}." \
  "This is a 32-bit Windows. This program needs a 64-bit Windows.$\r$\n$\r$\nYou can still call us: ${PHONE}."
!insertmacro Words RuntimeMissing \
  "Il manque une mise à jour de Windows : KB2999226.$\r$\n$\r$\nElle est gratuite, chez Microsoft :$\r$\n${CATALOGUE}KB2999226$\r$\n$\r$\nInstallez-la, redémarrez, puis recommencez.${CALL_US_FR}" \
  "A Windows update is missing: KB2999226.$\r$\n$\r$\nIt is free, from Microsoft:$\r$\n${CATALOGUE}KB2999226$\r$\n$\r$\nInstall it, restart, then try again.${CALL_US_EN}"
!insertmacro Words SearchMissing \
  "Il manque une mise à jour de Windows : KB3063858.$\r$\n$\r$\nElle est gratuite, chez Microsoft :$\r$\n${CATALOGUE}KB3063858$\r$\n$\r$\nInstallez-la, redémarrez, puis recommencez.${CALL_US_FR}" \
  "A Windows update is missing: KB3063858.$\r$\n$\r$\nIt is free, from Microsoft:$\r$\n${CATALOGUE}KB3063858$\r$\n$\r$\nInstall it, restart, then try again.${CALL_US_EN}"
!insertmacro Words WrongPlace \
  "Ce programme s’installe seulement dans le dossier :$\r$\n$PROGRAMFILES64$\r$\n$\r$\nLà, personne d’autre ne peut le modifier." \
  "This program only installs in the folder:$\r$\n$PROGRAMFILES64$\r$\n$\r$\nNobody else can change it there."
!insertmacro Words ElsewhereAlready \
  "Le programme est déjà installé dans un autre dossier. Désinstallez-le d’abord." \
  "The program is already installed in another folder. Uninstall it first."
!insertmacro Words NewerIsThere \
  "Une version plus récente est déjà installée : $Older. Vous n’avez rien à faire." \
  "A newer version is already installed: $Older. There is nothing to do."
!insertmacro Words DiskFull \
  "Il n’y a pas assez de place sur le disque. Libérez de la place, puis recommencez.${CALL_US_FR}" \
  "There is not enough room on the disk. Make some room, then try again.${CALL_US_EN}"
!insertmacro Words DoesNotStart \
  "Le programme ne démarre pas sur cet ordinateur. Rien n’a été changé.${CALL_US_FR}" \
  "The program does not start on this computer. Nothing was changed.${CALL_US_EN}"
!insertmacro Words StillRunning \
  "Le programme est encore ouvert. Redémarrez l’ordinateur, puis recommencez.${CALL_US_FR}" \
  "The program is still open. Restart the computer, then try again.${CALL_US_EN}"
!insertmacro Words WindowsRefused \
  "Windows a refusé l’installation. Tout est resté comme avant.${CALL_US_FR}" \
  "Windows refused the installation. Everything stayed as it was.${CALL_US_EN}"
!insertmacro Words RemoveTitle "Désinstaller ${PROGRAM}" "Uninstall ${PROGRAM}"
!insertmacro Words RemoveText \
  "Vos autorisations prennent fin. Si quelqu’un peut entrer, TeamViewer est arrêté.$\r$\n$\r$\nLa preuve de ce que vous avez autorisé reste sur l’ordinateur." \
  "What you allowed ends. If anybody can come in, TeamViewer is shut.$\r$\n$\r$\nThe proof of what you allowed stays on the computer."
!insertmacro Words SaveProof "Enregistrer ma preuve…" "Save my proof…"
!insertmacro Words ForgetJournals "Effacer aussi cette preuve, pour toujours" "Also erase this proof, for ever"
!insertmacro Words RemoveButton "Désinstaller" "Uninstall"
!insertmacro Words ProofName "Ma preuve" "My proof"
!insertmacro Words ProofSaved "Votre preuve est enregistrée." "Your proof is saved."
!insertmacro Words ProofNotSaved \
  "La preuve n’a pas pu être enregistrée. Choisissez un autre dossier." \
  "The proof could not be saved. Choose another folder."
!insertmacro Words NotShut \
  "L’accès n’a pas pu être arrêté avec certitude.$\r$\n$\r$\nDébranchez Internet si quelqu’un est connecté.$\r$\n$\r$\nDésinstaller quand même ?" \
  "It is not certain that access was stopped.$\r$\n$\r$\nUnplug the Internet if somebody is connected.$\r$\n$\r$\nUninstall all the same?"
