namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>Keeps one working memory per thread, so that canonicalizing allocates nothing once warm.</summary>
internal static class CanonicalScratch
{
    [ThreadStatic]
    private static RenderedNamespaces? spare;

    public static RenderedNamespaces Rent()
    {
        var rented = spare ?? new RenderedNamespaces();
        spare = null;
        rented.Clear();
        return rented;
    }

    public static void Return(RenderedNamespaces rented) => spare = rented;
}
