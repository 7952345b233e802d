"""Real Gymnasium, with the rewards of a function that a model wrote: reward-server.ts runs it."""

import json
import sys
from urllib.request import urlopen

import gymnasium as gym
import numpy as np


class GencodeRewards(gym.Wrapper):
    """At an episode's end, info["rewards"] holds the rewards of all its steps, asked for at once."""

    def __init__(self, env, url):
        super().__init__(env)
        self.url = url

    def reset(self, **kwargs):
        self.steps = []
        return super().reset(**kwargs)

    def step(self, action):
        observation, reward, terminated, truncated, info = super().step(action)
        numbers = np.ravel(observation).tolist()
        self.steps.append([numbers, float(reward), bool(terminated), bool(truncated)])
        if terminated or truncated:
            with urlopen(self.url, json.dumps(self.steps).encode()) as response:
                info = {**info, "rewards": json.load(response)}
        return observation, reward, terminated, truncated, info


if __name__ == "__main__":
    env = GencodeRewards(gym.make("CartPole-v1"), sys.argv[1])
    for seed in range(int(sys.argv[2])):
        (observation, _), is_over = env.reset(seed=seed), False
        while not is_over:
            observation, _, terminated, truncated, info = env.step(int(observation[2] + observation[3] > 0))
            is_over = terminated or truncated
        print(json.dumps([reward.hex() for reward in map(float, info["rewards"])]))
