"""The Quality and Performance dataset: indicators, values, judgement."""
