"""Steps per second of Gymnasium alone, in its best stretch: `python_alone.py ID NUM SECONDS` (NUM 0: one plain environment)."""

import json
import sys
import time

import gymnasium as gym

id, num, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
env = gym.make_vec(id, num_envs=num, vectorization_mode="sync") if num else gym.make(id)
env.action_space.seed(1)
actions = [env.action_space.sample() for _ in range(256)]
env.reset(seed=1)


stretch = 8 if num else 256
best = 0.0
end = time.perf_counter() + seconds
while time.perf_counter() < end:
    start = time.perf_counter()
    for action in actions[:stretch]:
        result = env.step(action)
        if not num and (result[2] or result[3]):
            env.reset()
    best = max(best, stretch * max(num, 1) / (time.perf_counter() - start))
print(json.dumps(best))
