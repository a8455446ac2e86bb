"""Nothing but an empty window."""

import wx

if __name__ == "__main__":
    app = wx.App(redirect=False)
    wx.Frame(None, title="Baseline", size=(1160, 720)).Show()
    app.MainLoop()
