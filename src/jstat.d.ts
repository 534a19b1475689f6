/** The one call of jStat that ff uses; the package ships no types. */
declare module "jstat" {
  const jStat: {
    readonly chisquare: {
      /** The probability that a chi-square variable stays below this. */
      cdf(statistic: number, degreesOfFreedom: number): number;
    };
  };
  export default jStat;
}
