"""Sends WM_DELETE_WINDOW to the windows named by their numbers: what a window manager does on Alt+F4 and on its close
button. xdotool has `windowquit` for it only in releases newer than Debian 12's."""
import ctypes
import sys

x11 = ctypes.CDLL("libX11.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
x11.XInternAtom.restype = ctypes.c_ulong
x11.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
x11.XFlush.argtypes = x11.XCloseDisplay.argtypes = [ctypes.c_void_p]


class ClientMessage(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        # An XEvent is 24 longs; Xlib reads all of it.
        ("rest", ctypes.c_long * 24),
    ]


CLIENT_MESSAGE = 33
display = x11.XOpenDisplay(None)
protocols = x11.XInternAtom(display, b"WM_PROTOCOLS", 0)
delete = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
for window in sys.argv[1:]:
    data = (ctypes.c_long * 5)(delete, 0)
    message = ClientMessage(CLIENT_MESSAGE, 0, 1, display, int(window), protocols, 32, data)
    x11.XSendEvent(display, int(window), 0, 0, ctypes.byref(message))
x11.XFlush(display)
x11.XCloseDisplay(display)
