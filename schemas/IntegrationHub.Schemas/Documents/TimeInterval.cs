namespace IntegrationHub.Schemas.Documents;

/// <summary>A half-open interval of time, UTC to the minute: <paramref name="Start"/> belongs to it, <paramref name="End"/> does not.</summary>
public readonly record struct TimeInterval(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Length of the interval; negative where the document has end before start.</summary>
    public TimeSpan Duration => End - Start;

    /// <summary>True when <paramref name="other"/> lies wholly inside this interval.</summary>
    public bool Contains(TimeInterval other) => other.Start >= Start && other.End <= End;

    public override string ToString() => $"{Start.UtcDateTime:yyyy-MM-ddTHH:mmZ}/{End.UtcDateTime:yyyy-MM-ddTHH:mmZ}";
}
