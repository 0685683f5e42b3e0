import { testDisturbedSeries } from '../support/disturbed-series'

// Fewer make a quick check while working on this.
testDisturbedSeries(Number(process.env.FERMATA_KILL_SERIES ?? 20))
