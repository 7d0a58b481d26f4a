"""From verdicts to text for people: rows of episodes, a summary with intervals, and the formats it is written in.

(Task, Episode, Verdict) -> EpisodeRow -> SummaryRow -> terminal, JSON, Markdown; nothing is loaded here.
"""
