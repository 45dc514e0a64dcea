using IntegrationHub.Workflows;

namespace IntegrationHub.Retail.Processes.Absences;

/// <summary>Days on which somebody is away, and who does the tasks meanwhile.</summary>
/// <param name="Person">Who is away.</param>
/// <param name="Deputy">Who may do, in the own name, what the absent person might.</param>
/// <param name="From">First day, in the market's zone.</param>
/// <param name="To">Last day.</param>
/// <param name="By">Who entered it.</param>
public sealed record Absence(string Person, string Deputy, DateOnly From, DateOnly To, string By)
{
    internal bool Meets(DateOnly from, DateOnly to) => From <= to && from <= To;
}

/// <summary>Why an absence is not entered or ended.</summary>
public static class AbsenceCodes
{
    public const string NotAllowed = "ABSENCE_NOT_ALLOWED";
    public const string Person = "ABSENCE_PERSON_UNKNOWN";
    public const string Deputy = "ABSENCE_DEPUTY";
    public const string DeputyAway = "ABSENCE_DEPUTY_AWAY";
    public const string Days = "ABSENCE_DAYS";
    public const string Overlap = "ABSENCE_OVERLAP";
    public const string Unknown = "ABSENCE_UNKNOWN";
    public const string Changed = "ABSENCE_CHANGED";

    internal static Finding Of(string code, string element, string text, string remedy) => new(code, element, "", 0, text, remedy);
}
