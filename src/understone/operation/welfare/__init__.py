"""Welfare plans: suspects and families are at raised risk of self-harm after police contact (specification §4)."""
