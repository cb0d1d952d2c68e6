"""The pages of the self-assessment. What was described travels from one to the next in the form."""
