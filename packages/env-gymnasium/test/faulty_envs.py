"""An environment that does what one asks of it: action 0 is a good step, action 1 the fault of its name."""

import os
import sys
import time

import gymnasium as gym
import numpy as np


class FaultyEnv(gym.Env):
    metadata = {"render_modes": []}

    def __init__(self, fault="none", render_mode=None, low=-np.inf, **extra):
        self.fault = fault
        self.extra = extra
        self.observation_space = gym.spaces.Box(low, np.inf, (2,), np.float64)
        self.action_space = gym.spaces.Discrete(2)
        self.count = 0
        if fault == "slow-start":
            time.sleep(60)
        if fault == "exit-at-start":
            print("no licence found", file=sys.stderr)
            os._exit(3)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        if self.fault == "reset-raises":
            raise RuntimeError("no track")
        self.count = 0
        return np.zeros(2), {"options": options, "extra": self.extra}

    def step(self, action):
        self.count += 1
        observation = np.full(2, float(self.count))
        reward, info = 1.0, {}
        if action == 1:
            match self.fault:
                case "prints":
                    print("hello from print")
                    os.write(1, b"\x01\x02 hello from file descriptor 1\n" * 1000)
                    os.system("echo hello from a shell")
                case "reads":
                    info = {"line": sys.stdin.read()}
                case "raises":
                    raise ValueError("the wheel fell off")
                case "sys-exit":
                    sys.exit(7)
                case "exits":
                    print("out of oil", file=sys.stderr)
                    os._exit(5)
                case "nan":
                    observation[1] = np.nan
                case "nan-reward":
                    reward = float("nan")
                case "no-reward":
                    reward = None
                case "wrong-shape":
                    observation = np.zeros(3)
                case "sleeps":
                    time.sleep(60)
                case "holds-the-lock":
                    import ctypes

                    ctypes.PyDLL(None).sleep(60)
                case "kills-itself":
                    os.kill(os.getpid(), 9)
                case "odd-info":
                    info = {
                        "number": np.float32(0.5), "nan": float("nan"), "inf": np.float64("inf"), "array": np.arange(3),
                        "nested": {"ok": np.bool_(True), 3: (1, 2)}, "object": object, "set": {1}, "none": None,
                    }
                case "large-info":
                    info = {"text": "x" * 1_000_000}
        return observation, reward, False, self.count >= 50, info

    def close(self):
        if self.fault == "never-closes":
            time.sleep(60)
        if self.fault == "close-raises":
            raise RuntimeError("stuck")


class SpacesEnv(gym.Env):
    """Echoes its action as the next observation, whatever the space."""

    def __init__(self, kind="dict", render_mode=None):
        s = gym.spaces
        self.space = {
            "dict": s.Dict({"b": s.Box(-1, 1, (2, 2), np.float32), "a": s.Discrete(3, start=-1), "c": s.Tuple([s.MultiBinary(3), s.MultiDiscrete([2, 300])])}),
            "number-keys": s.Dict({key: s.Discrete(100) for key in ("10", "9", "b", "a")}),
            "tuple": s.Tuple([s.Discrete(4), s.Box(0, 255, (3,), np.uint8)]),
            "multi-binary": s.MultiBinary([2, 2]),
            "multi-discrete": s.MultiDiscrete([3, 4], start=[1, -1]),
            "int64": s.Box(-5, 5, (2,), np.int64),
            "float16": s.Box(-1, 1, (2,), np.float16),
            "bool": s.Box(0, 1, (2,), np.bool_),
            "scalar": s.Box(0, 1, (), np.float64),
            "text": s.Text(5),
        }[kind]
        self.observation_space = self.space
        self.action_space = self.space

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        if seed is not None:
            self.space.seed(seed)
        return self.space.sample(), {}

    def step(self, action):
        return action, 0.5, False, False, {"contained": bool(self.space.contains(action))}


for name, env in {"Faulty-v0": FaultyEnv, "Spaces-v0": SpacesEnv}.items():
    gym.register(id=name, entry_point=env)
