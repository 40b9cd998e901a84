### training
