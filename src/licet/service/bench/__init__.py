"""The policy bench as pages: two laws held against each other, gaps and their records, drafts of amendments, idle law."""
