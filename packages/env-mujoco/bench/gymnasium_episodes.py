"""Gymnasium's episodes as JSON, an environment a line: `python gymnasium_episodes.py STEPS SEED... < models.json`

models.json names, by environment, a model to compare with Gymnasium's own, array by array. Actions come from NumPy's generator.
Termination is told and ignored.
"""

import json
import sys

import gymnasium as gym
import mujoco
import numpy as np

# Arrays that only pictures, names and the place in memory depend on.
SEEN = ("rgba", "name", "tex", "mat", "light", "cam", "user", "vis", "bvh", "path", "text", "numeric", "key", "skybox")
COUNTS = ("narena", "nbuffer", "nkey", "signature")


def differences(theirs, ours):
    found = []
    for name in dir(theirs):
        if name.startswith("_") or name in COUNTS or any(part in name for part in SEEN):
            continue
        a, b = getattr(theirs, name), getattr(ours, name)
        if name in ("geom_size", "site_size"):
            # Planes have no end, and sites no mass.
            solid = theirs.geom_type != mujoco.mjtGeom.mjGEOM_PLANE if name == "geom_size" else []
            a, b = a[solid], b[solid]
        if isinstance(a, (int, float, np.ndarray)) and not np.array_equal(a, b):
            found.append(name)
    for name in dir(theirs.opt):
        if not name.startswith("_") and not np.array_equal(getattr(theirs.opt, name), getattr(ours.opt, name)):
            found.append(f"opt.{name}")
    return found


def episode(env, seed, steps):
    observation, _ = env.reset(seed=seed)
    state = [*env.data.qpos, *env.data.qvel]
    rng = np.random.default_rng(seed + 100)
    low, high = env.action_space.low, env.action_space.high
    observations, rewards, end = [], [], None
    for step in range(1, steps + 1):
        action = rng.uniform(low, high, size=low.size).astype(np.float32)
        seen, reward, terminated, _, _ = env.step(action)
        observations.append(seen.tolist())
        rewards.append(float(reward))
        if terminated and end is None:
            end = step
    return dict(seed=seed, state=state, start=observation.tolist(), observations=observations, rewards=rewards, end=end)


def main():
    steps, seeds = int(sys.argv[1]), [int(seed) for seed in sys.argv[2:]]
    print(json.dumps(dict(gymnasium=gym.__version__, mujoco=mujoco.__version__)))
    for env_id, xml in json.load(sys.stdin).items():
        env = gym.make(env_id).unwrapped
        found = differences(env.model, mujoco.MjModel.from_xml_string(xml))
        episodes = [episode(env, seed, steps) for seed in seeds]
        print(json.dumps(dict(id=env_id, differences=found, episodes=episodes)), flush=True)


main()
