namespace IntegrationHub.Market.CustomerSide;

/// <summary>Names of what crosses between the company's side and the customers' side, with the version of each that both speak.</summary>
public static class CrossingKinds
{
    /// <summary>Version of every payload so far.</summary>
    public const int Version = 1;

    /// <summary>For everybody: <see cref="CustomerSide.Article"/>.</summary>
    public const string Article = "article";

    /// <summary>For whoever signs in under a name: <see cref="CustomerLogin"/>.</summary>
    public const string Login = "login";

    /// <summary>For a customer: <see cref="CustomerContract"/>.</summary>
    public const string Contract = "contract";

    /// <summary>For a customer: <see cref="CustomerSide.ContractReworked"/>, in the place of the contract that was shown.</summary>
    public const string ContractReworked = "contract.reworked";

    /// <summary>For a customer: <see cref="CustomerBill"/>.</summary>
    public const string Bill = "bill";

    /// <summary>For a customer: <see cref="CustomerReadings"/>.</summary>
    public const string Readings = "readings";

    /// <summary>For a customer: <see cref="CustomerReminder"/>.</summary>
    public const string Reminder = "reminder";

    /// <summary>For a customer: <see cref="CustomerSide.Survey"/>.</summary>
    public const string Survey = "survey";

    /// <summary>From a customer, and back to him as it is kept: <see cref="SurveyAnswers"/>.</summary>
    public const string SurveyAnswer = "survey.answer";

    /// <summary>For whoever signs in under a name: <see cref="LoginSubscriptions"/>.</summary>
    public const string Subscriptions = "subscriptions";

    /// <summary>For whoever signs in under a name: <see cref="CustomerNotice"/>.</summary>
    public const string Notice = "notice";

    /// <summary>For a customer: <see cref="RequestAnswer"/>.</summary>
    public const string Answer = "answer";

    /// <summary>From a customer: <see cref="CodeWanted"/>.</summary>
    public const string ContractCode = "contract.code";

    /// <summary>From a customer: <see cref="ConsentGiven"/>.</summary>
    public const string ContractConsent = "contract.consent";

    /// <summary>From a customer: <see cref="ContractWords"/>, who does not agree.</summary>
    public const string ContractDecline = "contract.decline";

    /// <summary>From a customer: <see cref="ContractWords"/>, who wants another text.</summary>
    public const string ContractChange = "contract.change";

    /// <summary>From a customer: <see cref="ServiceRequest"/>.</summary>
    public const string Service = "service";

    /// <summary>From a customer: <see cref="RequestReopening"/>.</summary>
    public const string ServiceAgain = "service.again";

    /// <summary>From a customer: <see cref="DayEntered"/>, what his own meter showed.</summary>
    public const string OwnReadings = "readings.own";

    /// <summary>From a customer: <see cref="DayEntered"/>, what he expects to use.</summary>
    public const string Demand = "demand.declared";

    /// <summary>From a customer: <see cref="SubscriptionsChosen"/>.</summary>
    public const string SubscriptionsChosen = "subscriptions.chosen";

    /// <summary>From a customer: <see cref="PasswordWanted"/>.</summary>
    public const string Password = "password";

    /// <summary>From a customer: <see cref="SessionNotice"/>, for the ledger.</summary>
    public const string Session = "session";
}
