"""USB HID devices that a program under libumockdev's preload sees as the kernel's own.

Reads one command a line from its standard input and answers each with one line: JSON both ways. It speaks to libumockdev
by its C interface, because Debian's Python bindings load into Debian's own Python only.
"""

import ctypes
import errno
import itertools
import json
import os
import queue
import shutil
import socket
import struct
import subprocess
import sys
import threading

library = ctypes.CDLL("libumockdev.so.0")
pointer, text = ctypes.c_void_p, ctypes.c_char_p
for name, result, arguments in [
    ("new", pointer, []),
    ("get_root_dir", text, [pointer]),
    ("add_from_string", ctypes.c_int, [pointer, text, pointer]),
    ("get_dev_fd", ctypes.c_int, [pointer, text]),
    ("remove_device", None, [pointer, text]),
]:
    function = getattr(library, "umockdev_testbed_" + name)
    function.restype, function.argtypes = result, arguments

testbed = library.umockdev_testbed_new()
root = library.umockdev_testbed_get_root_dir(testbed).decode()
# Without it only our devices' calls are passed on. With it those of every file below /dev are, and Chromium's processes,
# which inherit such files from each other, mix up their answers and crash.
os.unlink(f"{root}/ioctl/_default")
plugged = {}
counter = itertools.count(1)
# The one report that is on its way, and that it was taken.
sent, taken = queue.Queue(), threading.Semaphore(0)
# How many bytes node-hid asks for.
read_size = 2048


def paths(device):
    usb = f"/devices/pci0000:00/0000:00:14.0/usb1/{device['socket']}"
    interface = f"{usb}/{device['socket']}:1.{device['interface']}"
    hid = f"{interface}/0003:{device['vendor'].upper()}:{device['product'].upper()}.{device['count']:04X}"
    return usb, interface, hid, f"{hid}/hidraw/hidraw{device['number']}"


def describe(device):
    usb, interface, hid, raw = paths(device)
    vendor, product, number = device["vendor"].upper(), device["product"].upper(), device["number"]
    return f"""P: {usb}
E: DEVTYPE=usb_device
E: SUBSYSTEM=usb
A: idVendor={vendor.lower()}
A: idProduct={product.lower()}
A: manufacturer={device["manufacturer"]}
A: product={device["name"]}
A: serial={device["serial"]}
A: bcdDevice=0100

P: {interface}
E: DEVTYPE=usb_interface
E: SUBSYSTEM=usb
A: bInterfaceNumber={device["interface"]:02d}

P: {hid}
E: SUBSYSTEM=hid
E: HID_ID=0003:0000{vendor}:0000{product}
E: HID_NAME={device["manufacturer"]} {device["name"]}
E: HID_PHYS=usb-0000:00:14.0-{device["socket"]}/input{device["interface"]}
E: HID_UNIQ={device["serial"]}
H: report_descriptor={device["descriptor"]}

P: {raw}
N: hidraw{number}
L: device=../../../{os.path.basename(hid)}
E: DEVNAME=/dev/hidraw{number}
E: SUBSYSTEM=hidraw
E: MAJOR=241
E: MINOR={number}
A: dev=241:{number}

"""


def receive(connection, size):
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def answer(connection, opened):
    """The calls of one program that has the device open, as the preload library passes them on (umockdev,
    libumockdev-preload.c, "ioctl emulation"): three words each way. umockdev's own answers take any feature report, and
    read two reports as one; a scanner and the kernel do not."""
    call, result, done, run, read_memory, write_memory, read = 1, 2, 3, 4, 5, 6, 7

    def say(*words):
        connection.sendall(struct.pack("q" * 3, *words))

    try:
        while True:
            kind, request, address = struct.unpack("qQQ", receive(connection, 24))
            number, length = request & 0xFF, request >> 16 & 0x3FFF
            # Chromium has a close() of its own, which the preload library does not see: of an unplugged device's number it
            # believes that it is still that device, whatever has it now, the next device among others.
            device = opened if opened in plugged.values() else list(plugged.values() or [opened])[-1]
            if kind != call:
                # Read or written: `request` is where, on the terminal behind the node.
                say(run, 0, 0)
                kind_of_answer, count, error = struct.unpack("qqQ", receive(connection, 24))
                assert kind_of_answer == result
                if kind != read or count != 1 or address != read_size or sent.empty():
                    say(done, count, error)
                    continue
                report = sent.get_nowait()
                say(write_memory, request, len(report))
                connection.sendall(report)
                say(done, len(report), 0)
                taken.release()
            elif number in (0x01, 0x02):  # HIDIOCGRDESCSIZE, HIDIOCGRDESC
                descriptor = bytes.fromhex(device["descriptor"])
                size = struct.pack("<I", len(descriptor))
                data = size if number == 0x01 else size + descriptor
                say(write_memory, address, len(data))
                connection.sendall(data)
                say(done, 0, 0)
            elif number == 0x06:  # HIDIOCSFEATURE
                say(read_memory, address, length)
                is_known = receive(connection, length).hex() == (device["feature"] or "").lower()
                say(done, length if is_known else -1, 0 if is_known else errno.EPIPE)
            else:
                say(done, -1, errno.ENOTTY)
    except (EOFError, OSError):
        connection.close()


def listen(device, answered):
    path = f"{root}/ioctl/dev/hidraw{device['number']}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    if not answered:
        # The preload library ends whatever program opens the device.
        listener.close()
        return

    def accept():
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=answer, args=(connection, device), daemon=True).start()

    listener.listen()
    threading.Thread(target=accept, daemon=True).start()


def hold(terminal):
    """Makes the terminal somebody's own already. It would else become that of the program that opens it as a device, if
    that leads a session, as Electron under Playwright does: and unplugging would end the program."""
    script = "import os, signal, sys; os.open(sys.argv[1], os.O_RDWR); print(flush=True); signal.pause()"
    holder = subprocess.Popen(
        [sys.executable, "-c", script, terminal],
        env={name: value for name, value in os.environ.items() if name != "LD_PRELOAD"},
        start_new_session=True,
        stdout=subprocess.PIPE,
    )
    holder.stdout.readline()
    return holder


def plug(device):
    node = f"/dev/hidraw{device['number']}".encode()
    # The kernel counts the HID devices it meets.
    device["count"] = next(counter)
    if not library.umockdev_testbed_add_from_string(testbed, describe(device).encode(), None):
        raise RuntimeError("umockdev did not take the description")
    listen(device, answered=not device["guarded"])
    terminal = os.readlink(root + node.decode())
    device["terminal"] = "dev/.ptymap/" + terminal.replace("/", "_")
    device["holder"] = hold(terminal)
    device["master"] = library.umockdev_testbed_get_dev_fd(testbed, node)
    plugged[device["number"]] = device


def send(number, patience, reports):
    """One after the other. A byte on the terminal behind the node says that there is a report to read."""
    for report in reports:
        sent.put(bytes.fromhex(report))
        os.write(plugged[number]["master"], b".")
        if not taken.acquire(timeout=patience):
            raise RuntimeError("nobody reads the device")


def unplug(number):
    """As the kernel does: the node is gone, and whoever has it open gets an error."""
    device = plugged.pop(number)
    usb, interface, hid, raw = paths(device)
    for path in [raw, hid, interface, usb]:
        if os.path.isdir(f"{root}/sys{path}"):
            library.umockdev_testbed_remove_device(testbed, f"/sys{path}".encode())
    # umockdev leaves the last two, and stumbles over them when the next device gets the same terminal.
    for file in [f"dev/hidraw{number}", f"ioctl/dev/hidraw{number}", f"dev/.node/hidraw{number}", device["terminal"]]:
        if os.path.lexists(f"{root}/{file}"):
            os.unlink(f"{root}/{file}")
    try:
        os.close(device["master"])
    except OSError:
        pass  # umockdev closed it with the device.
    device["holder"].kill()
    device["holder"].wait()


print(json.dumps({"root": root}), flush=True)
for line in sys.stdin:
    command = json.loads(line)
    try:
        if command["do"] == "plug":
            plug(command["device"])
        elif command["do"] == "send":
            send(command["number"], command["patience"], command["reports"])
        else:
            unplug(command["number"])
        print(json.dumps({"ok": True}), flush=True)
    except Exception as error:  # Told to the test, which names it.
        print(json.dumps({"ok": False, "error": str(error)}), flush=True)
for device in plugged.values():
    device["holder"].kill()
shutil.rmtree(root, ignore_errors=True)
