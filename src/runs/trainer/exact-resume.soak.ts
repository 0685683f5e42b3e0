import { testDisturbedSeries } from '../support/disturbed-series'

// Half an hour, on a machine that does other things besides.
testDisturbedSeries(Number(process.env.FERMATA_KILL_SERIES ?? 200))
