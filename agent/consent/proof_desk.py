"""What the client takes home: the zip with everything in it, and the sheet to print."""

from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from agent.brand_values import Brand
from agent.consent.blobs import Blobs, BlobState
from agent.consent.journal_place import JournalPlace
from agent.consent.keys import AccountKeys
from agent.consent.printed_receipt import PrintedReceipt, Translate, receipt_page
from agent.consent.proof import ProofError, save_proof
from agent.consent.record import Record
from agent.consent.saved_proofs import damaged_journals, proof_saved
from agent.consent.terms_text import TermsError, TermsText, decode_terms
from agent.files import replace_durably
from agent.texts import message


@dataclass(frozen=True)
class ProofDesk:
    """Proofs from one consent folder, in one language; sheets go into `sheets`."""

    place: JournalPlace
    keys: AccountKeys
    brand: Brand
    lang: str
    translate: Translate
    sheets: Path

    def save(self, target: Path) -> Path:
        """Save the zip; damaged journals in it need no longer be named.

        Raises:
            ProofError: there is nothing to prove, or the disk refuses.
            ConsentStorageError: the zip is there, but the damaged journals stay named.
        """
        damaged = damaged_journals(self.place)
        saved = save_proof(self.place.folder, target, self.brand.desk.key or None, self.translate)
        proof_saved(damaged, self.keys)
        return saved.path

    def sheet(self, record: Optional[Record]) -> Path:
        """Write the sheet of a line as a page for the browser.

        Raises:
            ProofError: there is no such line, or the disk refuses.
        """
        if record is None:
            title, advice = message("proof.nothing"), message("proof.nothing.advice")
            raise ProofError(title, advice, "no line about this consent")
        printed = PrintedReceipt(record, self._text(record), None)
        page = receipt_page(printed, self.brand, self.lang, self.translate)
        target = self.sheets / f"{record.stamp.t:%Y-%m-%d-%H%M%S}-{record.seq}.html"
        try:
            replace_durably(target, page.encode())
        except OSError as error:
            title, advice = message("proof.refused"), message("proof.refused.advice")
            raise ProofError(title, advice, str(error)) from error
        return target

    def _text(self, record: Record) -> Optional[TermsText]:
        """The text that the line names; None where it was erased or is not what it was."""
        blob = Blobs(self.place.blobs).read(str(record.data.get("terms_sha256")))
        if blob.state is not BlobState.PRESENT or blob.content is None:
            return None
        try:
            return decode_terms(blob.content)
        except TermsError:
            return None
