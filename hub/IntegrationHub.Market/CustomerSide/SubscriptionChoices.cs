using IntegrationHub.Market.Json;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>What a person who signs in for a customer may be told of. The names are stored and cross.</summary>
public enum SubscriptionTopic
{
    /// <summary>A contract is offered and waits for the customer. What has to be told by law is told.</summary>
    ContractToSign,

    /// <summary>A contract comes to its last day.</summary>
    ContractEnding,

    /// <summary>The bills of a month are there, or corrected.</summary>
    NewBill,

    /// <summary>A contract's month is going to leave its free band.</summary>
    Deviation,

    /// <summary>The retailer has answered a request.</summary>
    RequestAnswered,

    /// <summary>Something new for everybody: announcements, market information, policies, packages and prices.</summary>
    Announcement,
}

/// <summary>By which ways a person is told of something.</summary>
/// <param name="Topic">Of what.</param>
/// <param name="Page">On the person's own page.</param>
/// <param name="Sms">By text message to the number of the login.</param>
public sealed record TopicChoice(SubscriptionTopic Topic, bool Page, bool Sms);

/// <summary>What a person is told of, and how.</summary>
/// <param name="Topics">Each topic once.</param>
/// <param name="EndingDays">Days before a contract's last one from which on <see cref="SubscriptionTopic.ContractEnding"/> is told, 1 to <see cref="MostEndingDays"/>.</param>
public sealed record SubscriptionChoices(IReadOnlyList<TopicChoice> Topics, int EndingDays)
{
    public const int MostEndingDays = 180;

    public const string Unusable = "SUBSCRIPTION_CHOICE";

    /// <summary>What has to be told cannot be switched off.</summary>
    public const string LegallyDue = "SUBSCRIPTION_DUE";

    /// <summary>As long as nobody has chosen: what costs money or a deadline comes by both ways, what is for reading on the page.</summary>
    public static SubscriptionChoices Usual { get; } = new(
        [.. Enum.GetValues<SubscriptionTopic>().Select(static topic => new TopicChoice(topic, Page: true, Sms: topic is not (SubscriptionTopic.RequestAnswered or SubscriptionTopic.Announcement)))], 30);

    /// <summary>What has to be told: without it the customer does not know what he is asked to agree to.</summary>
    public static bool IsDue(SubscriptionTopic topic) => topic == SubscriptionTopic.ContractToSign;

    /// <summary>The choice of a topic.</summary>
    public TopicChoice Of(SubscriptionTopic topic) => Topics.First(one => one.Topic == topic);

    /// <summary>Everything that is wrong with the choices.</summary>
    public IReadOnlyList<Problem> Check()
    {
        var problems = new List<Problem>();
        if (!Topics.Select(static one => one.Topic).Order().SequenceEqual(Enum.GetValues<SubscriptionTopic>()))
            problems.Add(new(Unusable, "A topic is missing, there twice, or unknown.", "topics", "Choose for each topic once."));

        if (EndingDays is < 1 or > MostEndingDays)
            problems.Add(new(Unusable, $"{EndingDays} days cannot be.", "endingDays", $"Choose 1 to {MostEndingDays} days."));

        if (Topics.Any(static one => IsDue(one.Topic) && !(one.Page && one.Sms)))
            problems.Add(new(LegallyDue, "A contract that waits to be signed is always told.", "topics", "Leave it switched on."));

        return problems;
    }

    /// <summary>True where both say the same, in whatever order.</summary>
    public bool Says(SubscriptionChoices other) => EndingDays == other.EndingDays && Topics.OrderBy(static one => one.Topic).SequenceEqual(other.Topics.OrderBy(static one => one.Topic));
}

/// <summary>A person chooses.</summary>
/// <param name="Login">Who.</param>
/// <param name="Wanted">What.</param>
public sealed record SubscriptionsChosen(string Login, SubscriptionChoices Wanted);

/// <summary>What is kept of a person's choices, as it crosses to the person.</summary>
/// <param name="Login">Whose.</param>
/// <param name="Version">Counts choices, from 1; 0 where the person never chose, which never crosses.</param>
/// <param name="Kept">What is kept.</param>
public sealed record LoginSubscriptions(string Login, int Version, SubscriptionChoices Kept)
{
    public static Checked<LoginSubscriptions> Read(string json)
    {
        var empty = new Problem(ProblemCodes.JsonUnreadable, "The subscriptions are empty.", "", "Publish them anew.");
        var read = MarketJson.Read<LoginSubscriptions>(json, "subscriptions", empty);
        return read.Value is { } found && found.Kept.Check().Count > 0 ? Checked.Bad<LoginSubscriptions>(empty) : read;
    }
}
