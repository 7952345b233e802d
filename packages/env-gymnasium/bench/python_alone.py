"""Steps per second of Gymnasium alone, in one process: `python_alone.py ID NUM SECONDS [MODULE]` (NUM 0: one plain environment)."""

import importlib
import json
import sys
import time

import gymnasium as gym

id, num, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
for module in sys.argv[4:]:
    importlib.import_module(module)
env = gym.make_vec(id, num_envs=num, vectorization_mode="sync") if num else gym.make(id)
env.action_space.seed(1)
actions = [env.action_space.sample() for _ in range(256)]
env.reset(seed=1)


def run(seconds):
    count = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        for action in actions:
            result = env.step(action)
            if not num and (result[2] or result[3]):
                env.reset()
        count += len(actions)
    return count * max(num, 1) / (time.perf_counter() - start)


run(seconds / 4)
print(json.dumps(run(seconds)))
