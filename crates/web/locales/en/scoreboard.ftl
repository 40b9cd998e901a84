### scoreboard
