"""Why a report is not taken."""


class QuotaReachedError(Exception):
    """There is nothing wrong with the report, and too much of its kind; nothing of it is kept."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotTodayError(QuotaReachedError):
    """It may come again after so many seconds."""

    def __init__(self, why: str, seconds: int) -> None:
        super().__init__(why)
        self.seconds = seconds


class JournalFullError(QuotaReachedError):
    """Its journal is as long as is kept."""


class JournalRetiredError(QuotaReachedError):
    """Its journal was deleted after it had not reported for too long."""


class NoRoomError(QuotaReachedError):
    """The desk's disk is nearly full, and nobody has matched the machine yet."""


class ReportRefusedError(Exception):
    """The report is not what it should be; nothing of it is kept."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class MalformedReportError(ReportRefusedError):
    """It has not the form, or contradicts itself."""


class UnsignedReportError(ReportRefusedError):
    """Something in it is not signed by the journal's key."""
