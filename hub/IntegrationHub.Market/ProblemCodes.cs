namespace IntegrationHub.Market;

/// <summary>The stable codes of problems that the market core reports.</summary>
public static class ProblemCodes
{
    // Dated parameters
    public const string ParameterMissing = "PARAMETER_MISSING";
    public const string ParameterOverlap = "PARAMETER_OVERLAP";
    public const string ParameterPeriod = "PARAMETER_PERIOD";
    public const string ParameterValue = "PARAMETER_VALUE";
    public const string ParameterSource = "PARAMETER_SOURCE";

    // Decomposition
    public const string CurveLength = "CURVE_LENGTH";
    public const string CurveEmpty = "CURVE_EMPTY";
    public const string CurveMissing = "CURVE_MISSING";
    public const string WeightNegative = "WEIGHT_NEGATIVE";
    public const string QuantityNegative = "QUANTITY_NEGATIVE";
    public const string MonthMissing = "MONTH_MISSING";
    public const string MonthOutside = "MONTH_OUTSIDE";
    public const string FrozenExceedsTotal = "FROZEN_EXCEEDS_TOTAL";
    public const string NothingLeftToChange = "NOTHING_LEFT_TO_CHANGE";
    public const string FrozenThawed = "FROZEN_DAYS_THAWED";
    public const string FrozenMissing = "FROZEN_DAYS_MISSING";
    public const string SharesEmpty = "MONTH_SHARES_EMPTY";

    // Price packages
    public const string PackageEmpty = "PACKAGE_EMPTY";
    public const string PackageTooDeep = "PACKAGE_TOO_DEEP";
    public const string PackageTooLarge = "PACKAGE_TOO_LARGE";
    public const string PriceOutOfLimits = "PRICE_OUT_OF_LIMITS";
    public const string ShareOutOfRange = "SHARE_OUT_OF_RANGE";
    public const string TiersDisordered = "TIERS_DISORDERED";
    public const string TierOpenEnded = "TIER_OPEN_ENDED";
    public const string TimesOverlap = "TIMES_OVERLAP";
    public const string TimesIncomplete = "TIMES_INCOMPLETE";
    public const string TimesOffGrid = "TIMES_OFF_GRID";
    public const string FloorAboveCeiling = "FLOOR_ABOVE_CEILING";
    public const string ReferenceUnnamed = "REFERENCE_UNNAMED";
    public const string ReferenceMissing = "REFERENCE_MISSING";
    public const string ValidityReversed = "VALIDITY_REVERSED";

    // What was entered as JSON
    public const string JsonUnreadable = "JSON_UNREADABLE";
    public const string JsonMemberMissing = "JSON_MEMBER_MISSING";
    public const string JsonMemberTwice = "JSON_MEMBER_TWICE";
    public const string JsonMemberUnexpected = "JSON_MEMBER_UNEXPECTED";
    public const string JsonValueNull = "JSON_VALUE_NULL";
    public const string JsonValueWrong = "JSON_VALUE_WRONG";
    public const string JsonMore = "JSON_MORE";

    // Readings
    public const string ReadingUnreadable = "READING_UNREADABLE";
    public const string ReadingNegative = "READING_NEGATIVE";
    public const string ReadingDuplicate = "READING_DUPLICATE";
    public const string ReadingOutside = "READING_OUTSIDE";
    public const string ReadingMissing = "READING_MISSING";
    public const string ReadingImplausible = "READING_IMPLAUSIBLE";
    public const string ReadingCommunity = "READING_COMMUNITY_ABOVE_IMPORT";
    public const string NotServed = "ACCOUNT_NOT_SERVED";
    public const string BlockDamaged = "READING_BLOCK_DAMAGED";

    // Basis and settlement of a month
    public const string BasisField = "BASIS_FIELD";
    public const string BasisTwice = "BASIS_TWICE";

    // Contracts under delivery
    public const string TrackingField = "TRACKING_FIELD";
    public const string TrackingCurrency = "TRACKING_CURRENCY";

    // What customers read
    public const string ArticleField = "ARTICLE_FIELD";
    public const string ArticlePackage = "ARTICLE_PACKAGE";
    public const string ArticleConfidential = "ARTICLE_CONFIDENTIAL";
    public const string SurveyField = "SURVEY_FIELD";
    public const string SurveyAnswer = "SURVEY_ANSWER";

    // Bids
    public const string StepsDisordered = "BID_STEPS_DISORDERED";
    public const string StepsTooMany = "BID_STEPS_TOO_MANY";
    public const string PriceOffTick = "BID_PRICE_OFF_TICK";
    public const string PriceAboveCeiling = "BID_PRICE_ABOVE_CEILING";
    public const string PriceBelowFloor = "BID_PRICE_BELOW_FLOOR";
    public const string QuantityOffStep = "BID_QUANTITY_OFF_STEP";
    public const string QuantityAboveGap = "BID_QUANTITY_ABOVE_GAP";
    public const string CreditExceeded = "BID_CREDIT_EXCEEDED";
    public const string BidTwice = "BID_INTERVAL_TWICE";
    public const string GapMissing = "BID_GAP_MISSING";
    public const string EventCode = "MARKET_EVENT_CODE";
    public const string EventArea = "MARKET_EVENT_AREA";
    public const string EventCurrency = "MARKET_EVENT_CURRENCY";
    public const string EventPeriod = "MARKET_EVENT_PERIOD";
    public const string EventLimits = "MARKET_EVENT_LIMITS";
    public const string BidTermsCode = "BID_TERMS_CODE";
    public const string BidTermsAmount = "BID_TERMS_AMOUNT";
    public const string BidTermsMissing = "BID_TERMS_MISSING";
    public const string BidSellingPrice = "BID_SELLING_PRICE_MISSING";
    public const string BidDemandMissing = "BID_DEMAND_MISSING";
    public const string BidPlanMissing = "BID_PLAN_MISSING";
    public const string BidPlanChanged = "BID_PLAN_CHANGED";
    public const string BidEmpty = "BID_EMPTY";
    public const string BidNumber = "BID_NUMBER";
    public const string BidInterval = "BID_INTERVAL_OUTSIDE";
    public const string BidTransition = "BID_TRANSITION";
    public const string BidFourEyes = "BID_FOUR_EYES";
    public const string BidTextChanged = "BID_TEXT_CHANGED";
    public const string BidGateClosed = "BID_GATE_CLOSED";

    // Customers
    public const string FileEmpty = "FILE_EMPTY";
    public const string FileTooLarge = "FILE_TOO_LARGE";
    public const string ColumnMissing = "COLUMN_MISSING";
    public const string ColumnUnknown = "COLUMN_UNKNOWN";
    public const string ColumnTwice = "COLUMN_TWICE";
    public const string ValueMissing = "VALUE_MISSING";
    public const string ValueUnreadable = "VALUE_UNREADABLE";
    public const string ValueTooLong = "VALUE_TOO_LONG";
    public const string AccountTwice = "ACCOUNT_TWICE";
    public const string RetailerPeriodOverlaps = "RETAILER_PERIOD_OVERLAPS";
    public const string RowBroken = "ROW_BROKEN";

    // Contacts
    public const string ContactName = "CONTACT_NAME";
    public const string ContactPhone = "CONTACT_PHONE";

    // Contracts
    public const string ContractNumber = "CONTRACT_NUMBER";
    public const string ContractVersion = "CONTRACT_VERSION";
    public const string ContractParty = "CONTRACT_PARTY";
    public const string ContractType = "CONTRACT_TYPE";
    public const string ContractField = "CONTRACT_FIELD";
    public const string ContractPrice = "CONTRACT_PRICE";
    public const string ContractPackage = "CONTRACT_PACKAGE";
    public const string ContractAccounts = "CONTRACT_ACCOUNTS";
    public const string ContractText = "CONTRACT_TEXT";
    public const string ContractDigest = "CONTRACT_DIGEST";
    public const string ContractTransition = "CONTRACT_TRANSITION";
    public const string ContractFourEyes = "CONTRACT_FOUR_EYES";
    public const string ContractNotice = "CONTRACT_NOTICE";
    public const string ContractLaterVersion = "CONTRACT_LATER_VERSION";
    public const string ContractReason = "CONTRACT_REASON";
    public const string ContractEvidence = "CONTRACT_EVIDENCE";
    public const string ContractDay = "CONTRACT_DAY";
    public const string TemplateMissing = "TEMPLATE_MISSING";
    public const string TemplatePlaceholder = "TEMPLATE_PLACEHOLDER";
    public const string TemplateClause = "TEMPLATE_CLAUSE";
    public const string TemplateKind = "TEMPLATE_KIND";

    // Results of bids, energy accounts, disputes
    public const string ResultUnknown = "BID_RESULT_UNKNOWN_INTERVAL";
    public const string ResultAboveBid = "BID_RESULT_ABOVE_BID";
    public const string ResultPriceWorse = "BID_RESULT_PRICE_WORSE";
    public const string ResultMissing = "BID_RESULT_MISSING";
    public const string ResultUnpriced = "BID_RESULT_UNPRICED";
    public const string ResultPriced = "BID_RESULT_PRICED";
    public const string ResultPriceDiffers = "BID_RESULT_PRICE_DIFFERS";
    public const string AccountPeriod = "ACCOUNT_PERIOD";
    public const string AccountLineTwice = "ACCOUNT_LINE_TWICE";
    public const string DisputeTooLate = "DISPUTE_TOO_LATE";
    public const string DisputeEmpty = "DISPUTE_EMPTY";
}
