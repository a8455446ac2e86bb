"""Why a report is not taken."""


class ReportRefusedError(Exception):
    """The report is not what it should be; nothing of it is kept."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class MalformedReportError(ReportRefusedError):
    """It has not the form, or contradicts itself."""


class UnsignedReportError(ReportRefusedError):
    """Something in it is not signed by the journal's key."""
