"""Seconds that stable-baselines3's PPO takes for so many steps of CartPole, in one thread: sb3.py STEPS"""
import sys
import time

import gymnasium
import torch
from stable_baselines3 import PPO

torch.set_num_threads(1)
steps = int(sys.argv[1])
model = PPO("MlpPolicy", gymnasium.make("CartPole-v1"), seed=0, device="cpu")
start = time.process_time()
model.learn(steps)
print(time.process_time() - start)
