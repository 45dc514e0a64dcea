namespace IntegrationHub.Confidential;

/// <summary>
/// Says what a property of the store's model holds; on a class it holds for each property that says nothing itself. A property without
/// classification fails a test, and one that is personal or confidential and not sealed does, too.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class ClassifiedAttribute(DataClass dataClass) : Attribute
{
    public DataClass Class { get; } = dataClass;
}
