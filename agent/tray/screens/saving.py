"""Where a file is to be saved, asked in Windows' own dialogue."""

from pathlib import Path
from typing import Optional

import wx


def ask_where_to_save(
    parent: Optional[wx.Window], title: str, name: str, kind: str
) -> Optional[Path]:
    """The file a person chose, None when he chose none; `kind` is a wx wildcard."""
    folder = wx.StandardPaths.Get().GetDocumentsDir()
    style = wx.FD_SAVE | wx.FD_OVERWRITE_PROMPT
    dialog = wx.FileDialog(parent, title, folder, name, kind, style)
    try:
        return Path(dialog.GetPath()) if dialog.ShowModal() == wx.ID_OK else None
    finally:
        dialog.Destroy()
