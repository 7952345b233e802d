"""Serves one Gymnasium environment (or a vector of them) over stdin and stdout, for @gencode/env-gymnasium.

A frame is `u32 length, u32 kind, payload` (little-endian; the length is the payload's). Requests and answers alternate.
Before the first frame comes MAGIC: whatever stands in front of it was printed by someone else.
"""

import json
import os
import signal
import struct
import sys
import threading

MAGIC = b"\x00gencode-gymnasium 1\n"
MAKE, RESET, STEP, RENDER, CLOSE = range(1, 6)
DESCRIPTION, STARTED, STEPPED, FRAME, CLOSED, FAILED = range(1, 7)
HEADER = struct.Struct("<II")
FLAGS = struct.Struct("<dII")

# Packages that register their environments only when imported: prefix of the id, module, what pip calls it.
HOMES = [
    (("highway-", "merge-v", "roundabout-v", "parking-v", "intersection-v", "racetrack-v", "exit-v"), "highway_env", "highway-env"),
    (("ALE/",), "ale_py", "gymnasium[atari]"),
    (("MiniGrid-", "BabyAI-"), "minigrid", "minigrid"),
    (("Fetch", "Adroit", "AntMaze", "PointMaze", "FrankaKitchen", "HandManipulate"), "gymnasium_robotics", "gymnasium-robotics"),
]


class Fault(Exception):
    """A failure with a name that the other side knows."""

    def __init__(self, code, message, **more):
        super().__init__(message)
        self.fields = {"code": code, "message": message, **more}


def take_over_stdio():
    """Keeps the real stdin and stdout for frames; prints go to stderr, input() finds the end of the file."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    if os.name == "nt":
        import msvcrt

        msvcrt.setmode(source, os.O_BINARY)
        msvcrt.setmode(sink, os.O_BINARY)
    return source, sink


def end_with_parent(source):
    """Ends this process when its parent does, also in the middle of a long step."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent; we follow it.
    if sys.platform == "linux":
        import ctypes

        # The kernel's own promise, kept even while this process is stopped or native code holds the interpreter's lock.
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.name == "nt":
        return  # A read of the closed stdin ends the process after the step.
    import select

    def watch():
        poll = select.poll()
        poll.register(source, select.POLLHUP)
        while not any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll()):
            pass
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def read_exactly(source, count):
    data = os.read(source, count)
    if len(data) == count:
        return data
    parts = [data]
    have = len(data)
    while data and have < count:
        data = os.read(source, count - have)
        parts.append(data)
        have += len(data)
    if have < count:
        os._exit(0)  # The parent is gone.
    return b"".join(parts)


def write_all(sink, data):
    written = os.write(sink, data)
    while written < len(data):
        written += os.write(sink, memoryview(data)[written:])


def plain(value):
    """What JSON can't carry of an `info`, as something that it can."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    return str(value)


def to_json(value):
    """JSON; a number that is not finite becomes `{"$number": "nan"}`."""
    try:
        return json.dumps(value, default=plain, allow_nan=False).encode()
    except ValueError:
        return json.dumps(finite(json.loads(json.dumps(value, default=plain)))).encode()
    except TypeError:  # keys that JSON doesn't have
        return to_json(with_text_keys(value))


def finite(value):
    if isinstance(value, dict):
        return {key: finite(one) for key, one in value.items()}
    if isinstance(value, list):
        return [finite(one) for one in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return {"$number": str(value)}
    return value


def unmarked(value):
    """A number that JSON does not have: not finite, or of more than 53 bits."""
    number = value.get("$number")
    if number is None:
        return value
    return float(number) if number in ("nan", "inf", "-inf") else int(number)


def with_text_keys(value):
    if isinstance(value, dict):
        return {str(key): with_text_keys(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_text_keys(one) for one in value]
    return value


def bounds(array):
    values = array.reshape(-1).tolist()
    return [value if abs(value) != float("inf") else ("inf" if value > 0 else "-inf") for value in values]


class Leaf:
    """A space of plain numbers: how its values look on the wire."""

    def __init__(self, kind, shape, dtype):
        import numpy

        self.kind, self.shape, self.dtype = kind, tuple(shape), numpy.dtype(dtype)
        self.count = int(numpy.prod(self.shape, dtype=numpy.int64))
        name = {"Discrete": "float64", "MultiDiscrete": "int32", "MultiBinary": "int8"}.get(kind) or known_dtype(self.dtype)
        self.wire = numpy.dtype("float64" if name in ("int64", "uint64") else name)  # JavaScript's number is a float64
        self.layout = {"kind": kind, "dtype": self.wire.name, "count": self.count}


def known_dtype(dtype):
    """The name of a number type that @gencode/env has."""
    return {"float16": "float32", "bool": "uint8"}.get(dtype.name, dtype.name)


def describe_space(space, where):
    """A space as JSON in Gymnasium's words, its layout on the wire, and its leaves in order."""
    from gymnasium import spaces

    if isinstance(space, spaces.Box):
        shape, dtype = list(space.shape), known_dtype(space.dtype)
        text = {"type": "Box", "low": bounds(space.low), "high": bounds(space.high), "shape": shape, "dtype": dtype}
        leaf = Leaf("Box", shape, space.dtype)
    elif isinstance(space, spaces.Discrete):
        text = {"type": "Discrete", "n": int(space.n), "start": int(space.start)}
        leaf = Leaf("Discrete", (), space.dtype)
    elif isinstance(space, spaces.MultiDiscrete) and space.nvec.ndim == 1:
        text = {"type": "MultiDiscrete", "nvec": space.nvec.tolist(), "start": space.start.tolist()}
        leaf = Leaf("MultiDiscrete", space.shape, space.dtype)
    elif isinstance(space, spaces.MultiBinary):
        text = {"type": "MultiBinary", "shape": list(space.shape)}
        leaf = Leaf("MultiBinary", space.shape, space.dtype)
    elif isinstance(space, spaces.Tuple):
        parts = [describe_space(one, where) for one in space.spaces]
        text = {"type": "Tuple", "spaces": [text for text, _, _ in parts]}
        return text, {"kind": "Tuple", "parts": [layout for _, layout, _ in parts]}, [leaf for part in parts for leaf in part[2]]
    elif isinstance(space, spaces.Dict) and all(isinstance(key, str) for key in space.spaces):
        keys = list(space.spaces)
        parts = [describe_space(space.spaces[key], where) for key in keys]
        text = {"type": "Dict", "spaces": {key: part[0] for key, part in zip(keys, parts)}}
        if any(key.isdigit() for key in keys):
            text["keys"] = keys  # JavaScript moves those to an object's front
        layout = {"kind": "Dict", "keys": keys, "parts": [layout for _, layout, _ in parts]}
        return text, layout, [leaf for part in parts for leaf in part[2]]
    else:
        raise Fault("unsupported-space", f"its {where} space is one that @gencode/env does not have: {space}")
    return text, leaf.layout, [leaf]


def leaves_of(space, value):
    """The values of a space's leaves in order."""
    from gymnasium import spaces

    if isinstance(space, spaces.Tuple):
        return [leaf for one, part in zip(space.spaces, value, strict=True) for leaf in leaves_of(one, part)]
    if isinstance(space, spaces.Dict):
        return [leaf for key, one in space.spaces.items() for leaf in leaves_of(one, value[key])]
    return [value]


def value_of(space, leaves):
    """The value of a space from an iterator over its leaves."""
    from gymnasium import spaces

    if isinstance(space, spaces.Tuple):
        return tuple(value_of(one, leaves) for one in space.spaces)
    if isinstance(space, spaces.Dict):
        return {key: value_of(one, leaves) for key, one in space.spaces.items()}
    return next(leaves)


def png(frame):
    """A PNG file of an (height, width, 3 or 4) or (height, width) array of bytes."""
    import zlib

    import numpy

    frame = numpy.ascontiguousarray(frame, dtype=numpy.uint8)
    if frame.ndim not in (2, 3) or (frame.ndim == 3 and frame.shape[2] not in (1, 3, 4)):
        raise Fault("no-frame", f"its rgb_array frame has the shape {frame.shape}, not (height, width, 3)")
    height, width = frame.shape[:2]
    colour = {1: 0, 3: 2, 4: 6}[1 if frame.ndim == 2 else frame.shape[2]]
    rows = frame.reshape(height, -1)
    data = numpy.zeros((height, rows.shape[1] + 1), numpy.uint8)  # each row behind the number of its filter: none
    data[:, 1:] = rows

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data.tobytes(), 1)) + chunk(b"IEND", b"")


def prefer_drawing_without_screen():
    """Lets MuJoCo draw by EGL where there is no screen: with GLFW, its default, it can't."""
    if sys.platform != "linux" or any(os.environ.get(name) for name in ("MUJOCO_GL", "DISPLAY", "WAYLAND_DISPLAY")):
        return
    import ctypes

    try:
        ctypes.CDLL("libEGL.so.1")
    except OSError:
        return
    os.environ["MUJOCO_GL"] = "egl"


def import_gymnasium():
    try:
        import numpy  # noqa: F401

        import gymnasium
    except ModuleNotFoundError as error:
        if error.name not in ("gymnasium", "numpy"):
            raise
        raise Fault("gymnasium-missing", f"{error.name} is not installed", python=sys.executable) from error
    if int(gymnasium.__version__.split(".")[0]) < 1:
        raise Fault("gymnasium-missing", f"gymnasium {gymnasium.__version__} is too old: 1.0 or newer is needed", python=sys.executable)
    return gymnasium


def import_user_module(name):
    import importlib

    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not (name + ".").startswith(error.name + "."):
            raise Fault("dependency-missing", f"the module {name} needs {error.name}", python=sys.executable, pip=error.name) from error
        raise Fault("import-failed", f"there is no Python module {name} in {os.pathsep.join(sys.path)}") from error


def unknown_id(gymnasium, id, error):
    import difflib

    known = list(gymnasium.registry)
    near = difflib.get_close_matches(id, known, n=3, cutoff=0.5)
    if not near:
        near = [one for one in known if id.split("-")[0].lower() in one.lower()][:3]
    return Fault("unknown-environment", str(error).split(" Did you mean")[0].rstrip("."), nearest=near)


def import_home(id):
    """Imports the well-known package that registers an id, where there is one."""
    import importlib

    for prefixes, module, package in HOMES:
        if id.startswith(prefixes):
            try:
                importlib.import_module(module)
            except ModuleNotFoundError as error:
                message = f"{id} comes with the Python package {package}"
                raise Fault("dependency-missing", message, python=sys.executable, pip=package) from error


def make(request):
    """Makes what was asked for, with what goes wrong named."""
    prefer_drawing_without_screen()
    gymnasium = import_gymnasium()
    *modules, id = request["id"].split(":")
    num, kwargs = request["num"], dict(request["kwargs"])
    for name in request["imports"] + modules:
        import_user_module(name)
    try:
        if id not in gymnasium.registry:
            import_home(id)
        if "render_mode" not in kwargs and num is None and "rgb_array" in render_modes(gymnasium, id):
            kwargs["render_mode"] = "rgb_array"
        if num is None:
            return gymnasium.make(id, **kwargs)
        return gymnasium.make_vec(id, num_envs=num, vectorization_mode=request["vectorization"], **kwargs)
    except Fault:
        raise
    except gymnasium.error.UnregisteredEnv as error:
        raise unknown_id(gymnasium, id, error) from error
    except (gymnasium.error.DependencyNotInstalled, ImportError) as error:
        import re

        pip = re.findall(r"pip install [\"']?([\w.\[\]-]+)", str(error))
        package = pip[-1] if pip else getattr(error, "name", None)
        raise Fault("dependency-missing", str(error), python=sys.executable, pip=package) from error


def render_modes(gymnasium, id):
    """The render modes that an environment's class says it has, without making it."""
    try:
        creator = gymnasium.spec(id).entry_point
    except gymnasium.error.Error:
        return []  # make says what is wrong with the id, or finds the newest version
    if isinstance(creator, str):
        creator = gymnasium.envs.registration.load_env_creator(creator)
    metadata = getattr(creator, "metadata", None)
    return metadata.get("render_modes", []) if isinstance(metadata, dict) else []


class One:
    """A single environment."""

    def __init__(self, env):
        self.env = env
        self.observation_space, self.action_space = self.spaces()
        self.observation_text, self.observation_layout, self.leaves = describe_space(self.observation_space, "observation")
        self.action_text, self.action_layout, self.action_leaves = describe_space(self.action_space, "action")
        self.simple = self.leaves[0] if self.observation_text["type"] not in ("Tuple", "Dict") else None

    def spaces(self):
        return self.env.observation_space, self.env.action_space

    def encode(self, observation):
        if self.simple is not None:
            return encode_leaf(self.simple, observation)
        parts = zip(self.leaves, leaves_of(self.observation_space, observation), strict=True)
        return b"".join(padded(encode_leaf(leaf, value)) for leaf, value in parts)

    def reset(self, seed, options):
        observation, info = self.env.reset(seed=seed, options=options)
        return self.encode(observation), info

    def step(self, payload):
        observation, reward, terminated, truncated, info = self.env.step(self.decode(payload))
        flags = FLAGS.pack(reward, bool(terminated) | bool(truncated) << 1, 0)
        return flags, self.encode(observation), info

    def decode(self, payload):
        import numpy

        numbers = numpy.frombuffer(payload, dtype="<f8")
        values = []
        start = 0
        for leaf in self.action_leaves:
            part = numbers[start : start + leaf.count].astype(leaf.dtype).reshape(leaf.shape)
            values.append(part[()] if leaf.kind == "Discrete" else part)
            start += leaf.count
        return value_of(self.action_space, iter(values))

    def frame(self):
        frame = self.env.render() if self.env.render_mode is not None else None
        if isinstance(frame, list):
            frame = frame[-1] if frame else None
        if frame is None or not hasattr(frame, "shape"):
            raise Fault("no-frame", f"it draws no rgb_array frame (its render_mode is {self.env.render_mode!r})")
        return png(frame)


class Many(One):
    """Several environments stepped together by Gymnasium's own vector environment."""

    def __init__(self, env):
        import numpy

        super().__init__(env)
        # The arrays that VectorEnv of @gencode/env has: float32 for such a Box, int32 for whole numbers, else float64.
        kind = self.observation_text["type"]
        is_float32 = kind == "Box" and self.leaves[0].wire.name == "float32"
        is_whole = kind in ("Discrete", "MultiDiscrete", "MultiBinary")
        self.wire = numpy.dtype("float32" if is_float32 else "int32" if is_whole else "float64")
        count = env.num_envs * sum(leaf.count for leaf in self.leaves)
        self.observation_layout = {"kind": "Box", "dtype": self.wire.name, "count": count}

    def spaces(self):
        return self.env.single_observation_space, self.env.single_action_space

    def encode(self, observation):
        import numpy

        num = self.env.num_envs
        columns = [
            numpy.asarray(value).reshape(num, leaf.count)
            for leaf, value in zip(self.leaves, leaves_of(self.observation_space, observation), strict=True)
        ]
        rows = columns[0] if len(columns) == 1 else numpy.concatenate(columns, axis=1)
        return rows.astype(self.wire, copy=False).tobytes()

    def reset(self, seed, options):
        if options is not None and "reset_mask" in options:
            import numpy

            options = {**options, "reset_mask": numpy.asarray(options["reset_mask"], dtype=numpy.bool_)}
        return super().reset(seed, options)

    def step(self, payload):
        observation, rewards, terminated, truncated, info = self.env.step(self.decode(payload))
        flags = terminated.astype("<u1") | truncated.astype("<u1") << 1
        return padded(rewards.astype("<f8").tobytes() + flags.tobytes()), self.encode(observation), info

    def decode(self, payload):
        import numpy

        num = self.env.num_envs
        rows = numpy.frombuffer(payload, dtype="<f8").reshape(num, -1)
        values = []
        start = 0
        for leaf in self.action_leaves:
            part = rows[:, start : start + leaf.count].astype(leaf.dtype)
            values.append(part.reshape((num, *leaf.shape)))
            start += leaf.count
        return value_of(self.action_space, iter(values))


def encode_leaf(leaf, value):
    import numpy

    array = numpy.asarray(value)
    if array.shape != leaf.shape:
        raise Fault("exception", f"it gave an observation of shape {array.shape} where its space says {leaf.shape}")
    return array.astype(leaf.wire, copy=False).tobytes()


def padded(data):
    """Fills up to a multiple of eight bytes, so that the other side can view numbers where they lie."""
    return data + bytes(-len(data) % 8)


def about(env):
    """What the environment's documentation says first about it, on one line."""
    import inspect
    import re

    text = inspect.cleandoc(getattr(env.unwrapped, "__doc__", None) or "")
    if hasattr(env, "envs") or not text:
        return ""
    text = text.split("## Description", 1)[-1].strip()
    return re.sub(r"\s+", " ", re.split(r"\n\s*\n|\n#", text)[0])[:600]


def started(request):
    """Makes the environment and describes it."""
    import platform

    env = make(request)
    import gymnasium
    import numpy

    server = One(env) if request["num"] is None else Many(env)
    spec = env.spec
    metadata = env.metadata or {}
    description = {
        "observationSpace": server.observation_text,
        "observationLayout": server.observation_layout,
        "actionSpace": server.action_text,
        "actionLayout": server.action_layout,
        "about": about(env),
        "pid": os.getpid(),
        "maxEpisodeSteps": getattr(spec, "max_episode_steps", None),
        "rewardThreshold": getattr(spec, "reward_threshold", None),
        "renderMode": getattr(env, "render_mode", None),
        "renderModes": list(metadata.get("render_modes", [])),
        "renderFps": metadata.get("render_fps"),
        "python": platform.python_version(),
        "gymnasium": gymnasium.__version__,
        "numpy": numpy.__version__,
    }
    return server, description


def failure(error):
    if isinstance(error, Fault):
        return error.fields
    import traceback

    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    trace = "".join(traceback.format_exception(kind, error, error.__traceback__.tb_next if error.__traceback__ else None))
    return {"code": "exception", "message": f"{name}: {error}", "traceback": trace}


def serve(source, sink):
    server = None

    def asked_json(payload):
        return json.loads(payload, object_hook=unmarked)

    def answer(kind, *parts):
        body = b"".join(parts)
        write_all(sink, HEADER.pack(len(body), kind) + body)

    while True:
        length, kind = HEADER.unpack(read_exactly(source, HEADER.size))
        payload = read_exactly(source, length) if length else b""
        try:
            if kind == STEP:
                flags, observation, info = server.step(payload)
                answer(STEPPED, flags, padded(observation), to_json(info) if info else b"")
            elif kind == RESET:
                request = asked_json(payload)
                observation, info = server.reset(request["seed"], request["options"])
                answer(STARTED, padded(observation), to_json(info) if info else b"")
            elif kind == RENDER:
                answer(FRAME, server.frame())
            elif kind == MAKE:
                server, description = started(asked_json(payload))
                answer(DESCRIPTION, to_json(description))
            else:
                if server is not None:
                    server.env.close()
                answer(CLOSED)
                os._exit(0)
        except BaseException as error:  # SystemExit too: an environment must not end the conversation by sys.exit
            answer(FAILED, to_json(failure(error)))


def check():
    """What this Python has, as JSON."""
    import importlib.util
    import platform
    from importlib import metadata

    def version(package):
        try:
            return metadata.version(package)
        except metadata.PackageNotFoundError:
            return None

    packages = ["gymnasium", "numpy", "mujoco", "box2d", "highway-env", "pygame-ce", "pygame", "ale-py"]
    versions = {package: version(package) for package in packages}
    if versions["box2d"] is None:
        versions["box2d"] = version("box2d-py")
    return {"executable": sys.executable, "python": platform.python_version(), "packages": versions}


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != here]
    if sys.argv[1:] == ["--check"]:
        print(json.dumps(check()))
    else:
        source, sink = take_over_stdio()
        end_with_parent(source)
        sys.path[:0] = json.loads(sys.argv[1])
        sys.path.extend(json.loads(sys.argv[2]))
        write_all(sink, MAGIC)
        serve(source, sink)
