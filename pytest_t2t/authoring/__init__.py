"""For authors of domains: what is wrong with one, how much of it tasks reach, and a first one to start from.

folder -> Report of findings and coverage; name -> scaffold
"""
