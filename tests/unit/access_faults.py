"""Everything that can go wrong with the files and keys behind a permission, and what is true."""

from tests.unit.access_scene import Fault, full_disk, lasting_damage, read_only_folder
from tests.unit.access_surroundings import (
    blobs,
    clock_set_back,
    entry_of_another_program,
    erased,
    grown,
    key_lost,
    lock_held,
    removed,
    store_unreadable,
    swapped,
)
from tests.unit.journal_damage import (
    added,
    door,
    emptied,
    gone,
    older_copy,
    older_copy_without_a_head,
    set_aside_unreadable,
    the_same_behind_a_false_receipt,
    torn,
    unreadable,
)
from tests.unit.journal_neighbours import (
    a_damaged_one_beside_it,
    anothers_beside_it,
    anothers_in_its_place,
    neighbour_torn,
    neighbour_withdraws,
    neighbours_journal_gone,
)

NOBODY = "Personne n’est autorisé à entrer."
READY = "Un dépannage est autorisé jusqu’à 14 h."
TORN = NOBODY + " La dernière ligne de l’historique est incomplète. Elle sera mise de côté."
CORRUPT = NOBODY + " L’historique de vos choix est abîmé. Rien n’est autorisé par lui."
MISSING = NOBODY + " Il manque une partie de l’historique. Rien n’est autorisé par lui."
FOREIGN = "Un historique vient d’ailleurs, ou rien ne dit d’où. Il n’autorise rien."
UNREADABLE = NOBODY + " L’historique de vos choix ne peut pas être lu. Il n’autorise rien."

FAULTS = [
    Fault("torn after a byte", torn(lambda _: 1), TORN, "torn tail"),
    Fault("torn in the middle", torn(lambda n: n // 2), TORN, "torn tail"),
    Fault("torn before its last byte", torn(lambda n: n - 2), TORN, "torn tail"),
    Fault("a withdrawal without its line end", torn(lambda n: n - 1), NOBODY, "no last line end"),
    Fault("a zero after the last line", added(b"\0"), TORN, "torn tail"),
    Fault("zeros after the last line", added(b"\0" * 4096), TORN, "torn tail"),
    Fault("a line of zeros", added(b"\0" * 512 + b"\n"), CORRUPT, "line 3: not_canonical"),
    Fault("a line of 8193 bytes", added(b"x" * 8192 + b"\n"), CORRUPT, "line 3: too_long"),
    Fault("NUL", door(b'"easy\0access"'), CORRUPT, "line 3: not_canonical"),
    Fault("a surrogate", door(b'"\xed\xa0\x80"'), CORRUPT, "line 3: not_canonical"),
    Fault("a written surrogate", door(b'"\\ud800"'), CORRUPT, "line 3: not_canonical"),
    Fault("a float", door(b"1.5"), CORRUPT, "line 3: not_canonical"),
    Fault("a key twice", door(b'"x","door":"y"'), CORRUPT, "line 3: not_canonical"),
    Fault("depth 3000", door(b"[" * 3000 + b"]" * 3000), CORRUPT, "line 3: not_canonical"),
    Fault("depth 10 000", added(b"[" * 10_000 + b"\n"), CORRUPT, "line 3: too_long"),
    Fault("another value", door(b'"windows_logon"'), CORRUPT, "line 3: bad_signature"),
    Fault("an older copy", lasting_damage(older_copy), MISSING, "3 lines, 5 were known"),
    Fault(
        "an older copy without a head",
        lasting_damage(older_copy_without_a_head),
        MISSING,
        "3 lines, 4 were known",
    ),
    Fault(
        "an older copy behind a false receipt",
        lasting_damage(the_same_behind_a_false_receipt),
        MISSING,
        "3 lines, 4 were known",
    ),
    Fault(
        "the journal is gone",
        lasting_damage(gone),
        MISSING,
        "it is gone",
        forgets=True,
    ),
    Fault(
        "the journal is emptied",
        lasting_damage(emptied),
        MISSING,
        "0 lines, 3 were known",
        forgets=True,
    ),
    Fault("the journal cannot be read", unreadable(lambda s: s.path), UNREADABLE, "journal-"),
    Fault(
        "a damaged one set aside cannot be read",
        lasting_damage(set_aside_unreadable),
        UNREADABLE,
        "set aside as",
    ),
    Fault(
        "another computer's journal in its place",
        lasting_damage(anothers_in_its_place),
        f"{NOBODY} {FOREIGN}",
        "it is not the journal its name says",
        forgets=True,
    ),
    Fault(
        "another computer's journal beside it",
        lasting_damage(anothers_beside_it),
        f"{READY} {FOREIGN}",
        allowed=True,
    ),
    Fault(
        "another computer's damaged journal beside it",
        lasting_damage(a_damaged_one_beside_it),
        f"{READY} {FOREIGN}",
        "line 1: bad_signature",
        allowed=True,
    ),
    Fault("another account withdraws", lasting_damage(neighbour_withdraws), NOBODY),
    Fault("another account's torn line", lasting_damage(neighbour_torn), TORN, "torn tail"),
    Fault(
        "another account's journal is gone",
        lasting_damage(neighbours_journal_gone),
        MISSING,
        "it is gone",
    ),
    Fault("a lock held for long", lock_held, READY, allowed=True),
    Fault("a full disk", full_disk, READY, allowed=True),
    Fault("a read-only folder", read_only_folder, READY, allowed=True),
    Fault("the clock set back", clock_set_back, NOBODY),
    Fault(
        "another program's key entry",
        entry_of_another_program,
        f"{NOBODY} Un autre programme a pris la place de votre signature. Rien n’est autorisé.",
        "coupdemain/2clicks/consent/",
    ),
    Fault(
        "an unreadable credential store",
        store_unreadable,
        f"{NOBODY} Windows n’a pas pu lire votre signature. Rien n’est autorisé.",
        "coupdemain/2clicks/consent/",
    ),
    Fault(
        "a lost key",
        lasting_damage(key_lost),
        f"{NOBODY} Votre signature est perdue. Rien n’est autorisé sans un nouveau oui.",
    ),
    Fault("texts swapped", blobs(swapped), READY, "content_changed", allowed=True),
    Fault("a text that grew", blobs(grown), READY, "content_changed", allowed=True),
    Fault("texts missing", blobs(removed), READY, allowed=True),
    Fault("personal data erased", lasting_damage(erased), READY, allowed=True),
]
