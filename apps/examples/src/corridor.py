"""A corridor of cells: walk from the left end to the right one. Slippery floors turn some steps around."""

import gymnasium as gym
import numpy as np


class Corridor(gym.Env):
    """Walk to the right end of a corridor whose floor is slippery."""

    def __init__(self, length=8, slip=0.1, render_mode=None):
        self.length, self.slip = length, slip
        self.observation_space = gym.spaces.Box(0, length - 1, (1,), np.float32)
        self.action_space = gym.spaces.Discrete(2)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.cell = 0
        return self.observation(), {}

    def step(self, action):
        direction = 1 if action == 1 else -1
        if self.np_random.random() < self.slip:
            direction = -direction
        self.cell = max(0, self.cell + direction)
        is_there = self.cell == self.length - 1
        print("at", self.cell)  # harmless: frames have a channel of their own
        return self.observation(), float(is_there), is_there, False, {"is_success": is_there}

    def observation(self):
        return np.array([self.cell], np.float32)


gym.register("Corridor-v0", Corridor, max_episode_steps=40)
