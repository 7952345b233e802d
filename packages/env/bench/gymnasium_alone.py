"""Python Gymnasium's steps per second: the best of short turns. `python gymnasium_alone.py ID NUM SECONDS [VECTORIZATION]`

NUM 0 is one plain environment. Without VECTORIZATION it is the environment's own way to step many, where it has one.
"""

import json
import sys
import time

import gymnasium as gym

try:
    import highway_env  # noqa: F401
except ImportError:
    pass


def main():
    env_id, num, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    mode = sys.argv[4] if len(sys.argv) > 4 else None
    env = gym.make(env_id) if num == 0 else gym.make_vec(env_id, num_envs=num, vectorization_mode=mode)
    env.reset(seed=1)
    env.action_space.seed(1)
    actions = [env.action_space.sample() for _ in range(256)]
    best = 0.0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        for action in actions:
            _, _, terminated, truncated, _ = env.step(action)
            if num == 0 and (terminated or truncated):
                env.reset()
        best = max(best, len(actions) / (time.perf_counter() - start))
    print(json.dumps({"gymnasium": gym.__version__, "rate": best * max(num, 1)}))


main()
